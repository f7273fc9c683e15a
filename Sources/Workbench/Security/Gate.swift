// SPDX-License-Identifier: Apache-2.0

import Plain
import Store

/// Who is let through to the pages, before anything of a study is looked at.
struct Gate: Sendable {
  /// Why a request goes no further.
  enum Refusal: Error, Sendable, Equatable, CaseIterable {
    /// `Host` is not the address at which the program listens: another name may lead to it (DNS rebinding).
    case host
    /// No such method.
    case method
    /// A page of another origin sends it.
    case origin
    /// The browser has not been let in.
    case session
    /// The address was used, or nobody gave it out.
    case entrance
    /// The form does not carry the session's token.
    case token
    /// The body is of a kind that no form of ours sends.
    case media
    /// Larger than anything that is entered here.
    case size
    /// It did not arrive in time.
    case time
    /// Too many in too short a time.
    case rate

    /// The status of HTTP (RFC 9110, 15; RFC 6585, 4).
    var status: Int {
      switch self {
      case .host: 421
      case .method: 405
      case .origin, .session, .entrance, .token: 403
      case .media: 415
      case .size: 413
      case .time: 408
      case .rate: 429
      }
    }
  }

  /// Who was let through.
  struct Visitor: Sendable {
    /// The name of the session.
    let name: String
    let session: Session
    /// What the form says; nothing for a page that is looked at.
    let form: FormValues
    /// The file that came with the form.
    var file: [UInt8]?
  }

  /// So many bytes may a form have.
  static let mostBytes = 2_000_000
  /// So many may one have by which a picture comes: the picture and what stands around it.
  static let mostPictureBytes = Store.largestPicture + 100_000

  /// How many bytes the body of a request may have.
  static func mostBytes(_ call: Call) -> Int { takesFile(call) ? mostPictureBytes : mostBytes }

  /// Whether a request is of the one kind that brings a file.
  private static func takesFile(_ call: Call) -> Bool {
    if call.method == .post, case .pictures = Address(path: call.path) { true } else { false }
  }
  let sessions: Sessions
  /// The port at which the program listens.
  let port: Int
  private let rate: RateLimit

  init(
    port: Int, sessions: Sessions, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.port = port
    self.sessions = sessions
    // A person with a stylus of keys makes ten requests in a second at most; a page has three files.
    rate = RateLimit(400, in: .seconds(10), now: now)
  }

  /// Cookies of one host are sent to all its ports: the port in the name keeps two workbenches apart.
  var cookieName: String { "verlauf-\(port)" }

  /// What sets the cookie: sent to this host alone, never with a request that another site begins, and unseen by scripts.
  func cookie(_ session: String) -> String { "\(cookieName)=\(session); Path=/; HttpOnly; SameSite=Strict" }

  /// The hosts by which the program is reached.
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// What must hold of every request, let in or not.
  func checkOrigin(_ call: Call) throws(Refusal) {
    guard let host = call.header("host"), hosts.contains(host.lowercased()) else { throw .host }
    guard let method = call.method else { throw .method }
    guard call.body.count <= Self.mostBytes(call) else { throw .size }
    // Nobody sends a large body who has not been let in.
    if Self.takesFile(call), call.cookie(cookieName).flatMap({ sessions[$0] }) == nil { throw .session }
    // Fetch Metadata: `same-site` is another port of this host. A browser says `none` where a person typed the address or followed one from another program.
    if let site = call.header("sec-fetch-site"), site != "same-origin", site != "none" { throw .origin }
    if call.headers["sec-fetch-site"].map({ $0.count > 1 }) == true { throw .origin }
    if method == .post || call.headers["origin"] != nil {
      guard call.header("origin")?.lowercased() == "http://\(host.lowercased())" else { throw .origin }
    }
  }

  /// Who asks; what a form must carry is checked too.
  func visitor(_ call: Call) throws(Refusal) -> Visitor {
    guard let name = call.cookie(cookieName), let session = sessions[name] else {
      guard rate.allows("") else { throw .rate }
      throw .session
    }
    guard rate.allows(name) else { throw .rate }
    guard call.method == .post else { return Visitor(name: name, session: session, form: FormValues()) }
    let type = call.header("content-type")?.split(separator: ";").first.map { String($0).trimmed.lowercased() }
    if type == "multipart/form-data", Self.takesFile(call) {
      guard let sent = FileForm(call.body, contentType: call.header("content-type") ?? "") else { throw .media }
      guard let token = sent.values["token"], Secret.matches(token, session.token) else { throw .token }
      return Visitor(name: name, session: session, form: sent.values, file: sent.file)
    }
    guard type == "application/x-www-form-urlencoded", let form = FormValues(encoded: call.body) else { throw .media }
    guard let token = form["token"], Secret.matches(token, session.token) else { throw .token }
    return Visitor(name: name, session: session, form: form)
  }

  /// Lets a browser in that has been given an address.
  func enter(_ call: Call) throws(Refusal) -> String {
    guard rate.allows("") else { throw .rate }
    guard call.method == .get, let query = FormValues(encoded: call.query.utf8), let word = query["token"],
      case .session(let name) = sessions.enter(word)
    else { throw .entrance }
    return name
  }
}
