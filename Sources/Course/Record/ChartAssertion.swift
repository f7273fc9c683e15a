// SPDX-License-Identifier: Apache-2.0

/// What words of a chart say of the thing that they name: that it is, that it is not, that it may be, that it is a relative's, or that it was not done.
///
/// The text is cut at its marks. A piece that names nothing (`nicht bestätigt`, `im CT`, `Mutter`) is said of the thing; the first other piece names it; what follows has a
/// noun of its own (`Sarkom, Metastasen ausgeschlossen`) and is said of that. Within the piece that names the thing a denial counts where it is one: `nicht` with a verb of finding or doing,
/// `ohne` at its beginning, `kein` anywhere. The lists are closed. After the triggers and their scope in NegEx (Chapman et al., J Biomed Inform 2001;34:301-10) and ConText (Harkema et al.,
/// J Biomed Inform 2009;42:839-51), with words of German charts.
package enum ChartAssertion: Sendable, Hashable {
  case affirmed
  case denied
  case doubted
  case ofRelative
  case notDone

  /// What is asked of a text.
  package enum Question: Sendable, Hashable {
    /// Whether the patient had it.
    case finding
    /// Whether the patient had metastases, which may be named behind other things: `Rundherd, am ehesten Metastase`.
    case metastases
    /// Whether there was progression: of words beside a response that says so.
    case progression
    /// Whether the patient got it.
    case treatment
  }

  /// Reads words.
  package init(_ text: String, _ question: Question) {
    let pieces = AssertedPieces(text)
    guard pieces.mayObject else {
      self = .affirmed
      return
    }
    self = Self.read(pieces, question)
  }

  /// Whether words deny a finding. Of most terms their first letters tell that they do not, and derivations ask of every term.
  package static func denies(_ text: String) -> Bool {
    AssertionWords.mayDeny(text) && ChartAssertion(text, .finding) == .denied
  }

  /// Whether words name a relative at all: of a death, also `death of mother` is none of the patient's.
  package static func nameRelative(_ text: String) -> Bool {
    AssertedPieces(text, keepsRelatives: true).all.contains {
      $0.words.contains(where: AssertionWords.relatives.contains)
    }
  }

  /// Reads a note beside a statement: it is of the thing where it begins with what names nothing, names it, or takes the whole record back: `nicht bestätigt`, `Keine Lebermetastasen`,
  /// `Nicht gegeben wegen Leukopenie`, `falscher Patient`.
  package init(note text: String, _ question: Question) {
    let pieces = AssertedPieces(text)
    self = .affirmed
    guard pieces.mayObject else { return }
    if pieces.isRetracted {
      self = .denied
    } else if pieces.all.contains(where: { $0.words.contains { Self.isNamed($0, question) } }) {
      self = Self.read(pieces, question)
    } else if let first = pieces.all.first, first.isBare(question == .treatment, ofNote: true),
      // What was paused was given.
      first.words.allSatisfy({ !AssertionWords.pauses.contains($0) })
    {
      self = first.saidBare(question, isDone: pieces.isDone)
    }
  }

  /// Whether words take a record back, whatever it says: `storniert`, `entered in error`, `falscher Patient`.
  package static func isRetracted(_ text: String) -> Bool {
    let pieces = AssertedPieces(text)
    return pieces.mayObject && pieces.isRetracted
  }

  /// Whether words beside a treatment, as the reason of its end, say that it never began: `nie begonnen`, `refused before start`. That more was not given (`no further cycles given`) says no such thing.
  package static func sayNeverBegun(_ text: String) -> Bool {
    let pieces = AssertedPieces(text)
    return pieces.all.contains { piece in
      let words = piece.words
      if words == ["planned", "only"] { return true }
      if words.contains(where: AssertionWords.further.contains) { return false }
      if zip(words, words.dropFirst()).contains(where: AssertionWords.beforeBegin) { return true }
      return words.indices.contains { place in
        AssertionWords.nots.contains(words[place])
          && words[(place + 1)...].prefix(3).contains(where: AssertionWords.begun.contains)
      }
    }
  }

  private static func read(_ pieces: AssertedPieces, _ question: Question) -> ChartAssertion {
    let isTreatment = question == .treatment
    if pieces.isRetracted { return .denied }
    if pieces.isAsked, !isTreatment || pieces.endsAsking { return .doubted }
    if pieces.sayFamily { return .ofRelative }
    let isBare = pieces.all.map { $0.isBare(isTreatment) }
    var heads = isBare.firstIndex(of: false).map { [$0] } ?? []
    var beside = question
    if question == .metastases || question == .progression {
      let named = pieces.all.firstIndex { $0.words.contains { isNamed($0, question) } }
      if let named, !heads.contains(named) { heads.append(named) }
      // `Lungenmetastasen, Leber frei`.
      if named != nil { beside = .finding }
    }
    // `suspected in 2010, confirmed in 2019`.
    let isConfirmed = pieces.all.indices.contains { isBare[$0] && pieces.all[$0].confirms }
    for (place, piece) in pieces.all.enumerated() {
      // `Pleurakarzinose, Lunge o. B.`: what an organ behind the thing is said to be, it is.
      if !isTreatment, let head = heads.first, place > head, !heads.contains(place), piece.namesOrgan { continue }
      let said =
        heads.contains(place)
        ? piece.said(question, isDone: pieces.isDone)
        : isBare[place] ? piece.saidBare(beside, isDone: pieces.isDone) : piece.saidBeside(question)
      if said != .affirmed, said != .doubted || !isConfirmed { return said }
    }
    return .affirmed
  }

  /// Whether a word names what is asked, which may stand behind other things.
  private static func isNamed(_ word: String, _ question: Question) -> Bool {
    switch question {
    case .finding, .treatment: false
    case .metastases:
      ["metasta", "filia", "secondar"].contains(where: word.contains) || ["met", "mets"].contains(word)
    case .progression: ["progress", "progred"].contains(where: word.contains) || word == "pd"
    }
  }
}

extension AssertedPieces.Piece {
  private typealias Lists = AssertionWords

  /// Whether nothing is named in it: triggers and what may stand beside them.
  ///
  /// - Parameter ofNote: whether a cause behind it may name what it likes: `nicht gegeben wegen Leukopenie`.
  func isBare(_ isTreatment: Bool, ofNote: Bool = false) -> Bool {
    let told = ofNote ? words.prefix { !Lists.causes.contains($0) } : words[...]
    return !told.isEmpty
      && told.allSatisfy { word in
        if word.allSatisfy({ $0.isNumber || "-ø.".contains($0) }) || Lists.fillers.contains(word) || isTrigger(word) {
          return true
        }
        if Lists.months.contains(where: { word.hasPrefix($0) && word.count <= $0.count + 6 }) { return true }
        return isTreatment
          ? Lists.deeds.contains(word) || Lists.notDone.contains(word) || Lists.done.contains(word)
            || Lists.carriedOut.contains(word)
          : Lists.judgements.contains(word) || Lists.means.contains(word)
            || !Lists.isOfTumour(word) && BodySite.organ(of: word) != nil
      }
  }

  private func isTrigger(_ word: String) -> Bool {
    Lists.isKein(word) || Lists.nots.contains(word) || Lists.openings.contains(word) || Lists.denials.contains(word)
      || Lists.isDoubt(word) || Lists.found.contains(word) || Lists.results.contains(word)
      || Lists.answers.contains(word) || Lists.endings.contains(word)
      || Lists.relatives.contains(word) || Lists.families.contains(word) || Lists.confirmed.contains(word)
      || Lists.conditions.contains(word) || Lists.hazards.contains(word)
      || ["lehnt", "lehnte", "ab"].contains(word)
  }

  // MARK: the piece that names the thing

  /// What the piece that names the thing says of it.
  func said(_ question: ChartAssertion.Question, isDone: Bool) -> ChartAssertion {
    if isOfRelative { return .ofRelative }
    let isTreatment = question == .treatment
    let rest = Array(words.drop { Lists.fillers.contains($0) || !isTreatment && Lists.means.contains($0) })
    // What an operation left, or did not, is its result: `no residual tumour`.
    let isResult = isTreatment && rest.last.map { Lists.isOfTumour($0) && !Lists.isDeed($0) } ?? false
    if !isResult, words.contains(where: Lists.isKein) || opensDenying(rest) { return .denied }
    if isNot(question) { return .denied }
    if isTreatment {
      if let first = rest.first, Lists.isDoubt(first) { return .doubted }
      if words.first.map(Lists.conditions.contains) ?? false || words.last.map(Lists.conditions.contains) ?? false {
        return .doubted
      }
      return isNotDone(isDone) ? .notDone : .affirmed
    }
    if isExclusionOpen { return .doubted }
    if deniesAnywhere || question == .metastases && sayNone { return .denied }
    return isDoubted(question, rest) ? .doubted : .affirmed
  }

  /// `ohne X`, `no X`, `free of X`, `negative for X`.
  private func opensDenying(_ rest: [String]) -> Bool {
    guard let first = rest.first else { return false }
    if ["negative", "negativ"].contains(first) {
      return rest.count > 1 && ["for", "auf", "bezüglich", "hinsichtlich"].contains(rest[1])
    }
    if ["absence", "absent"].contains(first) { return rest.contains(where: Lists.isOfTumour) }
    return Lists.openings.contains(first)
      || ["free", "frei"].contains(first) && rest.count > 1 && ["of", "von"].contains(rest[1])
  }

  /// `nicht` or `not` with a verb of finding or doing, before or behind it, or at the end.
  private func isNot(_ question: ChartAssertion.Question) -> Bool {
    let verbs = question == .treatment ? Lists.carriedOut : Lists.found
    return words.indices.contains { place in
      guard Lists.nots.contains(words[place]) else { return false }
      let behind = words[(place + 1)...]
      if behind.isEmpty || behind.allSatisfy(Lists.fillers.contains) && !behind.contains("only") { return true }
      if let last = behind.last, behind.count == 1, ["vor", "statt"].contains(last) { return true }
      if question != .treatment, behind.contains(where: Lists.earlier.contains) { return false }
      if place > 0, Lists.verbsBefore.contains(words[place - 1]), verbs.contains(behind.last ?? "") { return true }
      return behind.prefix(4).contains(where: verbs.contains)
    }
  }

  /// `nicht auszuschließen`, `cannot be ruled out`.
  private var isExclusionOpen: Bool {
    words.indices.contains { place in
      (Lists.nots.contains(words[place]) || ["cannot", "can't", "couldn't"].contains(words[place]))
        && words[(place + 1)...].prefix(5).contains(where: Lists.excluded.contains)
    }
  }

  /// `ausgeschlossen`, `ruled out`, `unauffällig`, `metastasenfrei`, `Grad 0`.
  private var deniesAnywhere: Bool {
    let denial = words.firstIndex(where: Lists.denials.contains)
    let isOfCause =
      denial.map { ["unlikely", "unwahrscheinlich"].contains(words[$0]) } ?? false
      && words.contains(where: Lists.causal.contains)
    if denial != nil && !isOfCause || has("ruled", "out") || has("frei", "von") || has("free", "of") { return true }
    if words.contains(where: { $0.hasSuffix("frei") && Lists.isOfTumour($0) }) { return true }
    if zip(words, words.dropFirst()).contains(where: { ["grad", "grade", "ctc", "ctcae"].contains($0) && $1 == "0" }) {
      return true
    }
    guard let last = words.last else { return false }
    if Lists.endings.contains(last) || last == "ø" { return true }
    // `Lebermetastasen negativ`, `HIV-negativ`; of a receptor or a margin it is a result.
    let before = words.dropLast().filter { !Lists.fillers.contains($0) }
    if ["negativ", "negative"].contains(last), (1...2).contains(before.count), !before.contains(where: Lists.isMarker) {
      return true
    }
    if words.count == 1, let stem = ["-negativ", "-negative"].first(where: last.hasSuffix) {
      return !Lists.isMarker(String(last.dropLast(stem.count)))
    }
    return false
  }

  /// `cM0`, `Leber frei`.
  private var sayNone: Bool {
    words.contains { $0.wholeMatch(of: #/[acpry]{0,3}m[0x].{0,4}/#) != nil }
      || words.count > 1 && words.last.map { ["frei", "free", "clear"].contains($0) } ?? false
      // `Lebermetastasen 0`, but `C78.0`.
      || words.count > 1 && words.last == "0" && !words.dropLast().contains { $0.contains(where: \.isNumber) }
  }

  private func isDoubted(_ question: ChartAssertion.Question, _ rest: [String]) -> Bool {
    if let first = rest.first, Lists.hazards.contains(first) { return true }
    if let last = words.last, ["erwartet", "expected"].contains(last) { return true }
    if question == .metastases, words.contains(where: Lists.isOpen) { return true }
    guard words.contains(where: Lists.isDoubt) || has("rule", "out") || has("am", "ehesten") else { return false }
    // `Verdacht bestätigt`, `Verdachtsdiagnose gesichert`.
    return !words.contains(where: Lists.confirmed.contains)
  }

  /// Whether a treatment was planned, cancelled, refused or left out.
  func isNotDone(_ isDone: Bool) -> Bool {
    if zip(words, words.dropFirst()).contains(where: AssertionWords.beforeBegin) { return true }
    let isStopped = words.lastIndex(where: Lists.stopped.contains)
    if let isStopped, !words[(isStopped + 1)...].contains(where: Lists.reasons.contains) { return true }
    if words.last == "ab", words.contains(where: { ["lehnt", "lehnte"].contains($0) }),
      !words.contains(where: Lists.further.contains)
    {
      return true
    }
    guard
      let place = words.firstIndex(where: {
        Lists.notDone.contains($0) || $0.hasSuffix("-naiv") || $0.hasSuffix("-naive")
      })
    else { return isIndicated }
    if Lists.plans.contains(words[place]) {
      // The number of cycles was planned, not whether there are any; and what was planned may have been done.
      if isDone
        || words.contains(where: Lists.counts.contains) && words.contains(where: { $0.first?.isNumber ?? false })
      {
        return false
      }
    }
    // `abgesetzt wegen Unverträglichkeit`.
    return !words[..<place].contains(where: Lists.causes.contains)
  }

  /// `Indikation zur Resektion`, `Vorstellung zur OP`, `candidate for resection`.
  private var isIndicated: Bool {
    zip(words, words.dropFirst()).contains {
      Lists.intents.contains($0) && ["zur", "zum", "für", "for", "to", "of"].contains($1)
    }
      || words.last.map { ["indiziert", "indicated"].contains($0) } ?? false || has("to", "be") || has("instead", "of")
  }

  // MARK: a piece that names nothing

  /// What a piece without a noun says of the thing.
  func saidBare(_ question: ChartAssertion.Question, isDone: Bool) -> ChartAssertion {
    if isOfRelative || isLabel && words.contains(where: Lists.families.contains) { return .ofRelative }
    let isTreatment = question == .treatment
    if isTreatment {
      // A result is none of whether it was done: `Biopsie, negativ`.
      if words.allSatisfy(Lists.results.contains) { return .affirmed }
      if isNotDone(isDone) { return .notDone }
      if words.contains(where: Lists.conditions.contains) { return .doubted }
    }
    if isExclusionOpen { return .doubted }
    // `no biopsy` says nothing of what was seen.
    if !isTreatment, words.count == 2, Lists.means.contains(words[1]) { return .affirmed }
    if words.contains(where: { Lists.isKein($0) || Lists.nots.contains($0) || Lists.openings.contains($0) }) {
      return .denied
    }
    if isBracketed, words.allSatisfy({ $0 == "-" || $0 == "ø" || $0 == "0" }), !words.isEmpty { return .denied }
    // A number alone is an answer where one is asked.
    let isNumber = words.allSatisfy { $0.allSatisfy(\.isNumber) }
    if isValue || all(of: Lists.answers) && (!isNumber || isBracketed), words.contains(where: Lists.answers.contains),
      !all(of: Lists.confirmed)
    {
      return words.contains { ["unknown", "unbekannt", "fraglich"].contains($0) } ? .doubted : .denied
    }
    if !isTreatment, deniesAnywhere || question == .metastases && sayNone { return .denied }
    if words.contains(where: Lists.isDoubt) || has("rule", "out") || has("am", "ehesten"),
      !words.contains(where: Lists.confirmed.contains)
    {
      return .doubted
    }
    return .affirmed
  }

  /// A condition behind the thing: `Doxorubicin, falls Progress`.
  func saidBeside(_ question: ChartAssertion.Question) -> ChartAssertion {
    guard question == .treatment, let first = words.first, ["falls", "sofern", "if", "wenn"].contains(first) else {
      return .affirmed
    }
    return .doubted
  }

  // MARK: parts

  /// Whether it says that a doubt is none any more.
  var confirms: Bool {
    words.contains(where: Lists.confirmed.contains) && !words.contains { Lists.isKein($0) || Lists.nots.contains($0) }
  }

  var namesOrgan: Bool { words.contains { !Lists.isOfTumour($0) && BodySite.organ(of: $0) != nil } }

  private var isOfRelative: Bool { words.contains(where: Lists.relatives.contains) }

  private func all(of list: Set<String>) -> Bool {
    words.allSatisfy { list.contains($0) || Lists.fillers.contains($0) } && words.contains(where: list.contains)
  }

  private func has(_ first: String, _ second: String) -> Bool {
    zip(words, words.dropFirst()).contains { $0 == first && $1 == second }
  }
}
