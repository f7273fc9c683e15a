// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Review
import Store

/// Answers every request: lets it through or not, finds the page, and says in words what could not be done. It knows no server, so that tests ask it without a port.
package struct Desk: Sendable {
  let gate: Gate
  let workplace: Workplace
  let stop: @Sendable () -> Void

  /// - Parameters:
  ///   - port: where the program listens.
  ///   - workplace: what is open.
  ///   - stop: ends the program.
  package init(
    port: Int, workplace: Workplace, stop: @escaping @Sendable () -> Void = {},
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    gate = Gate(port: port, sessions: Sessions(), now: now)
    self.workplace = workplace
    self.stop = stop
  }

  /// An address that lets in one browser.
  package func entrance() -> String {
    "http://\(Loopback.host):\(gate.port)\(Address.open.path)?token=\(gate.sessions.entrance())"
  }

  /// What must hold before a body is taken.
  func checkOrigin(_ call: Call) throws(Gate.Refusal) { try gate.checkOrigin(call) }

  /// The answer to a request.
  package func answer(_ call: Call) async -> Answer {
    do throws(Gate.Refusal) {
      try gate.checkOrigin(call)
      let address = Address(path: call.path)
      if case .asset(let name) = address { return Assets.answer(name) ?? refusal(nil, call) }
      if address == .open {
        var answer = Answer.see(.start)
        answer.headers.append(("Set-Cookie", gate.cookie(try gate.enter(call))))
        return answer
      }
      let visitor = try gate.visitor(call)
      return await page(address, Visit(call, visitor))
    } catch {
      return refusal(error, call)
    }
  }

  /// The page of a refusal; without one, of an address that is none.
  func refusal(_ refusal: Gate.Refusal?, _ call: Call) -> Answer {
    let language = Language(accepting: call.header("accept-language"))
    let (title, words) = (refusal == nil ? Words.notFound : Words.refused, refusal?.words ?? Words.notFoundHelp)
    let head = Markup.element(
      "head", .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("title", "Verlauf"),
      .element("link", ["rel": "icon", "href": Address.asset("icon.svg").path]),
      .element("link", ["rel": "stylesheet", "href": Address.asset("workbench.css").path]))
    return .page(
      .element(
        "html", ["lang": language.rawValue], head,
        .element(
          "body",
          .element(
            "main", ["id": "main"], .element("h1", .text(title[language])), .element("p", .text(words[language]))))),
      status: refusal?.status ?? 404)
  }

  // MARK: pages

  private func page(_ address: Address?, _ visit: Visit) async -> Answer {
    guard let address else { return refusal(nil, visit.call) }
    var visit = visit
    do {
      let open = await workplace.current
      visit.study = try await open?.identity() ?? ""
      // The history names who has changed what; so nobody changes anything without a name.
      if visit.session.author.isEmpty, address != .settings, address != .stop { return Answer.see(.settings) }
      switch address {
      case .settings, .anotherBrowser, .keys, .stop, .create, .openPublished, .openFolder, .start:
        return try await StartPages(desk: self, visit: visit).answer(address)
      default: break
      }
      guard let open else { return Answer.see(.start) }
      // Patients and entries are numbers, and those of two studies are the same.
      if visit.call.method == .post, visit.form["study"] != visit.study {
        throw PageError(Words.otherStudy, status: 409)
      }
      return try await StudyPages(desk: self, visit: visit, open: open).answer(address) ?? refusal(nil, visit.call)
    } catch {
      return await failure(error, visit)
    }
  }

  /// What could not be done, in the words of what failed.
  func failure(_ error: any Error, _ visit: Visit) async -> Answer {
    let words: String
    let status: Int
    switch error {
    case let error as StoreError:
      words = error.description
      switch error {
      case .locked: status = 503
      case .full, .system: status = 507
      case .conflict: status = 409
      default: status = 422
      }
    case let error as PageError:
      words = visit(error.words)
      status = error.status
    default:
      words = "\(error)"
      status = 500
    }
    let layout = Layout(visit: visit, frame: await frame(), tab: nil)
    return layout.page(
      visit(Words.failed), status: status,
      [
        .element("h1", visit.text(Words.failed)), .element("p", ["class": "callout error"], .lines(words)),
        .element("p", visit.link(.start, visit.text(Words.back))),
      ])
  }

  /// What the frame says of the study that is open; nil where none is, or it cannot be read.
  func frame() async -> Layout.Frame? {
    guard let open = await workplace.current, let state = try? await open.state() else { return nil }
    return Layout.Frame(
      title: state.study.title, errors: state.review.count(.error), isReadOnly: open.store.isReadOnly)
  }
}

/// What a page cannot do, said to the person who asks.
struct PageError: Error {
  let words: Phrase
  let status: Int

  init(_ words: Phrase, status: Int = 422) {
    self.words = words
    self.status = status
  }

  static let notFound = PageError(Words.notFoundHelp, status: 404)
}
