// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Plain

/// A browser that has been let in.
struct Session: Sendable {
  /// What its forms carry, so that no other page can send them.
  let token: String
  /// Who uses it, as the history shows; empty until a name was given.
  var author = ""
  /// The language that was chosen; nil follows the browser.
  var language: Language?
  /// Light or dark, as chosen; nil follows the system.
  var theme: Theme?

  /// How pages look.
  enum Theme: String, Sendable, CaseIterable {
    case light, dark
  }
}

/// The browsers that have been let in, and the addresses that let one in, each once. Nothing of it outlives the program.
final class Sessions: Sendable {
  private struct State {
    var entrances: [String] = []
    var used: Set<String> = []
    var sessions: [String: Session] = [:]
    var order: [String] = []
  }

  /// How many browsers there may be; the one that came first is forgotten.
  static let most = 32
  private let state = Mutex(State())

  /// A word that lets in one browser. At most eight wait.
  func entrance() -> String {
    let word = Secret.word()
    state.withLock { state in
      state.entrances.append(word)
      if state.entrances.count > 8 { state.entrances.removeFirst() }
    }
    return word
  }

  /// What a word is good for.
  enum Entrance: Sendable, Equatable {
    /// A new session, with the name under which it is known.
    case session(String)
    /// It has let somebody in already.
    case used
    /// Nobody has given it out.
    case unknown
  }

  /// Lets a browser in.
  func enter(_ word: String) -> Entrance {
    state.withLock { state in
      if state.used.contains(where: { Secret.matches($0, word) }) { return .used }
      guard let index = state.entrances.firstIndex(where: { Secret.matches($0, word) }) else { return .unknown }
      state.used.insert(state.entrances.remove(at: index))
      let name = Secret.word()
      state.sessions[name] = Session(token: Secret.word())
      state.order.append(name)
      if state.order.count > Self.most { state.sessions[state.order.removeFirst()] = nil }
      return .session(name)
    }
  }

  /// The session of a name; nil where there is none.
  subscript(name: String) -> Session? {
    get { state.withLock { $0.sessions[name] } }
    set { state.withLock { if $0.sessions[name] != nil { $0.sessions[name] = newValue } } }
  }
}
