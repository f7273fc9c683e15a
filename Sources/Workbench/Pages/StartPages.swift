// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Plain
import Store

/// Pages that need no study: the start, who one is, keys.
struct StartPages {
  let desk: Desk
  let visit: Visit

  func answer(_ address: Address) async throws -> Answer {
    let isForm = visit.call.method == .post
    let author = visit.session.author
    switch address {
    case .settings: return isForm ? try await changeSettings() : await settings()
    case .anotherBrowser: return isForm ? await settings(entrance: desk.entrance()) : Answer.see(.settings)
    case .keys: return await KeysPage(layout: Layout(visit: visit, frame: await desk.frame(), tab: nil)).answer
    case .stop where isForm:
      desk.stop()
      return Layout(visit: visit, frame: nil, tab: nil).page(
        visit(Words.stop), [.element("h1", visit.text(Words.stopped))])
    case .create where isForm:
      // What was typed stays in the form.
      do {
        let id = try needed("patient", Words.firstPatient)
        guard Identifier.isPatient(id) else { throw PageError(Words.isNoID(id)) }
        try await desk.workplace.create(
          title: try needed("title", Words.studyTitle), patient: id,
          at: try needed("file", Words.file), by: author)
        return Answer.see(.study)
      } catch let error as StoreError {
        return await start(problem: error.description)
      } catch let error as PageError {
        return await start(problem: visit(error.words))
      }
    case .openPublished where isForm:
      try await desk.workplace.openPublished(by: author)
      return Answer.see(.study)
    case .openFolder where isForm:
      try await desk.workplace.open(try needed("path", Words.path), by: author)
      return Answer.see(.study)
    case .start:
      // The study that was named when the program was started.
      if await desk.workplace.current != nil, visit.query["all"] == nil { return Answer.see(.study) }
      return await start()
    default: return Answer.see(.start)
    }
  }

  private func needed(_ name: String, _ label: Phrase) throws -> String {
    let value = (visit.form[name] ?? "").trimmed
    guard !value.isEmpty else {
      throw PageError(Phrase("\(label): needed, and empty.", "\(label): nötig, aber leer."))
    }
    return value
  }

  // MARK: the start

  private func start(problem: String? = nil) async -> Answer {
    let layout = Layout(visit: visit, frame: await desk.frame(), tab: nil)
    let home = await desk.workplace.home
    let studies = await desk.workplace.studies()
    return layout.page(
      visit(Words.startTitle), status: problem == nil ? 200 : 422,
      [
        layout.head(visit(Words.startTitle)),
        problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
        .element(
          "div", ["class": "grid2 three"],
          Layout.panel(
            "new", visit(Words.startNew), .nothing,
            .element(
              "div", ["class": "in stack"], .element("p", visit.text(Words.startNewHelp)),
              visit.form(
                to: .create, class: "stack",
                [
                  field("title", Words.studyTitle),
                  field("patient", Words.firstPatient, Words.patientIDHelp, value: "1"),
                  field(
                    "file", Words.file,
                    Phrase("\(Words.fileHelp) (\(home))", "\(Words.fileHelp) (\(home))"),
                    value: "my-series.verlauf"),
                  .element("button", ["class": "primary"], visit.text(Words.create)),
                ]))),
          Layout.panel(
            "published", visit(Words.published), .nothing,
            .element(
              "div", ["class": "in stack"], .element("p", visit.text(Words.publishedHelp)),
              visit.form(to: .openPublished, [.element("button", visit.text(Words.openPublished))]))),
          Layout.panel(
            "open", visit(Words.openFile), .nothing,
            .element(
              "div", ["class": "in stack"], here(studies, home), .element("p", visit.text(Words.openFileHelp)),
              visit.form(
                to: .openFolder, class: "stack",
                [
                  field("path", Words.path), .element("button", visit.text(Words.openVerb)),
                ])))),
      ])
  }

  /// The studies of the folder, each opened by a click.
  private func here(_ studies: [String], _ home: String) -> Markup {
    guard !studies.isEmpty else { return .nothing }
    return .group([
      .element("p", .text("\(visit(Words.studiesHere)) \(home)")),
      .element(
        "ul", ["class": "row"],
        studies.prefix(20).map { name in
          .element(
            "li",
            visit.form(
              to: .openFolder,
              [
                .element("input", ["type": "hidden", "name": "path", "value": "\(home)/\(name)"]),
                .element("button", .text(name)),
              ]))
        }),
    ])
  }

  private func field(_ name: String, _ label: Phrase, _ help: Phrase? = nil, value: String = "") -> Markup {
    .element(
      "div", .element("label", ["for": "f-\(name)"], visit.text(label)),
      help.map { .element("p", ["class": "hint", "id": "h-\(name)"], FieldHelp.markup(visit($0))) } ?? .nothing,
      .element(
        "input",
        [
          "type": "text", "name": name, "id": "f-\(name)", "value": visit.form[name] ?? value, "required": "required",
          "aria-describedby": help == nil ? "" : "h-\(name)", "spellcheck": "false",
        ]))
  }

  // MARK: who

  private func settings(entrance: String? = nil) async -> Answer {
    let frame = await desk.frame()
    let layout = Layout(visit: visit, frame: frame, tab: nil)
    let isNew = visit.session.author.isEmpty
    let title = visit(isNew ? Words.whoTitle : Words.settings)
    func choice(_ name: StaticString, _ value: String, _ label: String, _ isOn: Bool) -> Markup {
      let input: Markup =
        isOn
        ? .element("input", ["type": "radio", "name": name.description, "value": value, "checked": "checked"])
        : .element("input", ["type": "radio", "name": name.description, "value": value])
      return .element("label", ["class": "choice"], input, .text(label))
    }
    let session = visit.session
    let other: Markup =
      isNew
      ? .nothing
      : Layout.panel(
        "another", visit(Words.secondBrowser), .nothing,
        .element(
          "div", ["class": "in stack"], .element("p", visit.text(Words.secondBrowserHelp)),
          entrance.map { .element("p", .element("code", ["id": "entrance"], .text($0))) } ?? .nothing,
          visit.form(to: .anotherBrowser, [.element("button", visit.text(Words.newAddress))])))
    let stop: Markup =
      isNew
      ? .nothing
      : .element(
        "div", ["class": "row"], .element("a", ["href": "/?all=1", "class": "button"], visit.text(Words.elsewhere)),
        // Every other tab is dead then: a second click.
        .element(
          "details", .element("summary", visit.text(Words.stop)),
          visit.form(
            to: .stop,
            [.element("p", visit.text(Words.stopHelp)), .element("button", visit.text(Words.stopNow))])))
    return layout.page(
      title,
      [
        layout.head(title),
        .element(
          "div", ["class": "stack narrow"],
          Layout.panel(
            "who", visit(Words.name), .nothing,
            visit.form(
              to: .settings, class: "in stack",
              [
                .element("p", ["class": "hint", "id": "h-author"], visit.text(Words.whoHelp)),
                .element(
                  "div", .element("label", ["for": "author"], visit.text(Words.name)),
                  .element(
                    "input",
                    [
                      "type": "text", "name": "author", "id": "author", "required": "required", "maxlength": "80",
                      "value": isNew ? NSUserName() : session.author, "aria-describedby": "h-author",
                    ])),
                .element(
                  "fieldset", .element("legend", visit.text(Words.language)),
                  .group(Language.allCases.map { choice("language", $0.rawValue, $0.name, $0 == visit.language) })),
                .element(
                  "fieldset", .element("legend", visit.text(Words.look)),
                  choice("theme", "", visit(Words.asSystem), session.theme == nil),
                  choice("theme", "light", visit(Words.light), session.theme == .light),
                  choice("theme", "dark", visit(Words.dark), session.theme == .dark)),
                .element("button", ["class": "primary"], visit.text(Words.keep)),
              ])), other, stop),
      ])
  }

  private func changeSettings() async throws -> Answer {
    var session = visit.session
    let author = try needed("author", Words.name)
    guard author.count <= 80 else {
      throw PageError(Phrase("A name of more than 80 letters.", "Ein Name von mehr als 80 Zeichen."))
    }
    session.author = author
    session.language = visit.form["language"].flatMap { Language(rawValue: $0) } ?? session.language
    session.theme = visit.form["theme"].flatMap { Session.Theme(rawValue: $0) }
    desk.gate.sessions[visit.name] = session
    return Answer.see(.start)
  }
}

/// The map of keys.
struct KeysPage {
  let layout: Layout

  private static let keys: [(keys: String, what: Phrase)] = [
    ("/", Phrase("go to the next link to a patient", "zum nächsten Patienten-Link")),
    ("n", Phrase("new: a patient or an entry, as the page has it", "neu: Patient oder Eintrag, je nach Seite")),
    ("g s · g f · g r · g h", Phrase("Study, Findings, Report, History", "Studie, Prüfung, Bericht, Änderungen")),
    ("[ · ]", Phrase("previous, next patient", "vorheriger, nächster Patient")),
    ("j · k", Phrase("next, previous row", "nächste, vorherige Zeile")),
    ("Ctrl ⏎", Phrase("save", "speichern")),
    ("?", Phrase("this map", "diese Übersicht")),
  ]

  var answer: Answer {
    let visit = layout.visit
    return layout.page(
      visit(Words.keys),
      [
        layout.head(
          visit(Words.keys),
          visit.text(
            Phrase(
              "Single letters work outside text fields alone, and none of them destroys anything.",
              "Einzelne Buchstaben wirken nur außerhalb von Textfeldern, und keiner zerstört etwas."))),
        .element(
          "section", ["class": "panel narrow", "aria-label": visit(Words.keys)],
          .element(
            "table",
            .element(
              "thead",
              .element(
                "tr", .element("th", ["scope": "col"], visit.text(Words.keys)),
                .element("th", ["scope": "col"], visit.text(Phrase("does", "bewirkt"))))),
            .element(
              "tbody",
              Self.keys.map { own in
                .element(
                  "tr", .element("th", ["scope": "row"], .element("kbd", .text(own.keys))),
                  .element("td", visit.text(own.what)))
              }))),
      ])
  }
}
