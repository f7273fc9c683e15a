// SPDX-License-Identifier: Apache-2.0

import Plain
import Store

/// Who changed what, when and why; and how it is taken back.
struct HistoryPages {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }
  private static let onPage = 50

  func list() async throws -> Answer {
    let before = visit.query["before"].flatMap { Int($0) }
    let revisions = try await pages.store.history(before: before, most: Self.onPage)
    let layout = pages.layout(state, .history)
    var touched: [Int: String] = [:]
    for revision in revisions where revision.kind != .imported {
      touched[revision.id] = what(try await pages.store.changes(in: revision.id))
    }
    let rows = revisions.map { revision in
      Markup.element(
        "tr",
        .element(
          "th", ["scope": "row"], visit.link(.revision(revision.id), class: "row-link", .text("\(revision.id)"))),
        .element("td", ["class": "nowrap"], .text(Self.time(revision.at))), .element("td", .text(revision.by)),
        .element("td", .text(touched[revision.id] ?? "")), .element("td", .text(revision.why ?? "")),
        .element("td", .text("\(revision.changes) · \(kind(revision.kind))")))
    }
    return layout.page(
      visit(Words.history),
      [
        layout.head(visit(Words.history)),
        .element(
          "section", ["class": "panel", "aria-label": visit(Words.history)],
          Pieces.table(
            visit(Words.history),
            head: [Words.revision, Words.when, Words.who, Words.whatChanged, Words.reasonGiven, Words.changes].map {
              visit($0)
            }, rows)),
        revisions.count == Self.onPage
          ? .element("p", visit.link(.history, query: "before=\(revisions.last?.id ?? 0)", visit.text(Words.older)))
          : .nothing,
      ])
  }

  /// Whose entries a revision has touched, and the first of them.
  private func what(_ changes: [PartChange]) -> String {
    let shown = changes.prefix(2).map { $0.title.replacing("`", with: "") }
    let more = changes.count - shown.count
    return shown.joined(separator: "; ") + (more > 0 ? "; + \(more)" : "")
  }

  private static func time(_ text: String) -> String { String(text.prefix(16)).replacing("T", with: " ") }

  private func kind(_ kind: Revision.Kind) -> String {
    switch kind {
    case .imported: visit(Phrase("read in", "eingelesen"))
    case .save: visit(Phrase("saved", "gespeichert"))
    case .erasure: visit(Phrase("erased", "gelöscht"))
    case .restoration: visit(Phrase("restored", "wiederhergestellt"))
    }
  }

  func revision(_ number: Int) async throws -> Answer {
    guard let revision = try await pages.store.history(before: number + 1, most: 1).first, revision.id == number else {
      throw PageError.notFound
    }
    if pages.isForm { return try await takeBack(revision) }
    return try await page(revision, problem: nil)
  }

  private func takeBack(_ revision: Revision) async throws -> Answer {
    let why = (visit.form["why"] ?? "").trimmed
    guard !why.isEmpty else { return try await page(revision, problem: Words.whyMissing[visit.language]) }
    do {
      let saved = try await pages.store.takeBack(revision.id, by: visit.session.author, why: why)
      return Answer.see(
        saved.isChanged ? .revision(saved.revision) : .revision(revision.id),
        saved.isChanged ? "told=saved" : "told=same")
    } catch {
      return try await page(revision, problem: error.description)
    }
  }

  private func page(_ revision: Revision, problem: String?) async throws -> Answer {
    let layout = pages.layout(state, .history)
    let title = visit(
      Phrase("Revision \(revision.id) of \(state.revision)", "Revision \(revision.id) von \(state.revision)"))
    let changes = revision.kind == .imported ? [] : try await pages.store.changes(in: revision.id)
    let panels = changes.prefix(200).map { change in
      Markup.element(
        "section", ["class": "panel", "aria-label": change.title],
        .element("header", .element("h2", ["lang": "en"], .text(change.title))),
        change.isErased
          ? .element("p", ["class": "in"], visit.text(Words.erased))
          : Pieces.table(
            change.title, head: [Words.field, Words.was, Words.becomes].map { visit($0) },
            change.fields.map { field in
              .element(
                "tr", .element("th", ["scope": "row"], .text(field.name)),
                .element("td", .element("pre", field.old.map { .preformatted($0) } ?? "–")),
                .element("td", .element("pre", field.new.map { .preformatted($0) } ?? "–")))
            }))
    }
    let form: Markup =
      revision.kind == .save && !pages.store.isReadOnly
      ? Layout.panel(
        "back", visit(Words.takeBack), visit.text(Words.takeBackHelp),
        visit.form(
          to: .revision(revision.id), class: "in stack",
          [
            problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
            .element(
              "div", .element("label", ["for": "why"], visit.text(Words.reasonGiven)),
              .element("input", ["type": "text", "name": "why", "id": "why"])),
            .element("button", visit.text(Words.takeBack)),
          ])) : .nothing
    return layout.page(
      title, status: problem == nil ? 200 : 422,
      [
        layout.head(
          title,
          .text(
            [Self.time(revision.at) + " UTC", revision.by, revision.why ?? kind(revision.kind)].joined(separator: " · ")
          )),
        .element("div", ["class": "stack"], Array(panels) + [form]),
      ])
  }
}
