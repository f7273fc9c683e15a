// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import HTTPTypes
import Logging
import NIOCore

/// Carries requests from the loopback to the desk, and answers back.
package struct WorkbenchServer: Sendable {
  /// How long a request may take to arrive, and how long a connection may be silent.
  package struct Patience: Sendable {
    package var request: Duration
    package var silenceSeconds: Int64

    package init(request: Duration = .seconds(15), silenceSeconds: Int64 = 60) {
      self.request = request
      self.silenceSeconds = silenceSeconds
    }
  }

  private let desk: @Sendable (Int) -> Desk
  private let port: Int
  private let patience: Patience

  /// - Parameters:
  ///   - port: where to listen; 0 takes one that is free.
  ///   - desk: who answers at a port.
  package init(port: Int = 0, patience: Patience = Patience(), desk: @escaping @Sendable (Int) -> Desk) {
    self.port = port
    self.patience = patience
    self.desk = desk
  }

  /// Listens until the program ends.
  ///
  /// - Parameter isListening: told the port and the desk.
  package func run(isListening: @escaping @Sendable (Int, Desk) async -> Void) async throws {
    let responder = DeskResponder(patience: patience)
    // What a library logs may name an address; nothing is logged.
    let silent = Logger(label: "verlauf-workbench", factory: { _ in SwiftLogNoOpLogHandler() })
    var application = Application(
      responder: responder,
      server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(patience.silenceSeconds))),
      configuration: ApplicationConfiguration(
        address: .hostname(Loopback.host, port: port), serverName: nil, reuseAddress: true),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        let desk = desk(port)
        await responder.begin(desk)
        await isListening(port, desk)
      }, logger: silent)
    application.logger = silent
    try await application.runService()
  }
}

/// Turns requests of the server into calls of the desk.
private final class DeskResponder: HTTPResponder, Sendable {
  typealias Context = ConnectionContext
  private let waiting = DeskPlace()
  private let patience: WorkbenchServer.Patience

  init(patience: WorkbenchServer.Patience) { self.patience = patience }

  func begin(_ desk: Desk) async { await waiting.put(desk) }

  func respond(to request: Request, context: Context) async throws -> Response {
    let desk = await waiting.desk()
    var call = Call(
      Call.Method(rawValue: request.method.rawValue), request.uri.path, query: request.uri.query ?? "",
      headers: Self.headers(request.head))
    do throws(Gate.Refusal) {
      try desk.checkOrigin(call)
      if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Gate.mostBytes(call) {
        throw .size
      }
      if call.method == .post { call.body = try await body(of: request, most: Gate.mostBytes(call)) }
    } catch {
      return Self.response(desk.refusal(error, call), closing: context.channel)
    }
    return Self.response(await desk.answer(call), isHead: call.method == .head)
  }

  private static func headers(_ head: HTTPRequest) -> [String: [String]] {
    var headers: [String: [String]] = [:]
    if let authority = head.authority { headers["host"] = [authority] }
    for field in head.headerFields { headers[field.name.canonicalName, default: []].append(field.value) }
    return headers
  }

  /// The body, if it comes in time and is no larger than it may be.
  private func body(of request: Request, most: Int) async throws(Gate.Refusal) -> [UInt8] {
    let patience = patience.request
    let result = await withTaskGroup(of: Result<[UInt8], Gate.Refusal>.self) { group in
      group.addTask {
        var bytes: [UInt8] = []
        do {
          for try await part in request.body {
            guard bytes.count + part.readableBytes <= most else { return .failure(.size) }
            bytes += part.readableBytesView
          }
        } catch { return .failure(.time) }
        return .success(bytes)
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return .failure(.time)
      }
      let first = await group.next() ?? .failure(.time)
      group.cancelAll()
      return first
    }
    return try result.get()
  }

  /// - Parameter closing: the connection that ends with the answer: what still comes of a body that was refused is not waited for.
  private static func response(_ answer: Answer, isHead: Bool = false, closing: (any Channel)? = nil) -> Response {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    if closing != nil { headers[.connection] = "close" }
    headers[.contentLength] = String(answer.body.count)
    let body: ResponseBody
    if isHead {
      body = ResponseBody()
    } else if let closing {
      body = ResponseBody(contentLength: answer.body.count) { writer in
        try await writer.write(ByteBuffer(bytes: answer.body))
        try await writer.finish(nil)
        // The other side has time to read it: bytes that wait unread when a connection is closed would take the answer with them.
        closing.eventLoop.scheduleTask(in: .milliseconds(500)) { closing.close(promise: nil) }
      }
    } else {
      body = ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    }
    return Response(status: .init(code: answer.status), headers: headers, body: body)
  }
}

/// A request with the connection that it came by.
private struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

/// The desk, once there is one: a request can arrive before the port is told.
private actor DeskPlace {
  private var known: Desk?
  private var waiting: [CheckedContinuation<Desk, Never>] = []

  func put(_ desk: Desk) {
    known = desk
    for each in waiting { each.resume(returning: desk) }
    waiting = []
  }

  func desk() async -> Desk {
    if let known { return known }
    return await withCheckedContinuation { waiting.append($0) }
  }
}
