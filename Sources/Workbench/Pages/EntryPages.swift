// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Notation
import Outcomes
import Plain
import Store

/// Forms of entries, of a patient's own facts and of the study's, each made from the fields of the notation.
struct EntryPages {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }

  func answer(_ address: Address) async throws -> Answer? {
    switch address {
    case .newEntry(let number, let slug):
      guard let kind = EntryKind.all.first(where: { Identifier.slug($0.word) == slug }) else {
        throw PageError.notFound
      }
      return try await entry(address, number, kind, nil).answer()
    case .entry(let number, let part):
      let sheet = try await sheet(number)
      guard let own = sheet.entries.first(where: { $0.part.id == part }),
        let kind = EntryKind.all.first(where: { $0.matches(own.entry.content) })
      else { throw PageError.notFound }
      return try await entry(address, number, kind, own.part).answer()
    case .patientFacts(let number): return try await patient(number)
    case .newPatient: return try await newPatient()
    case .studyFacts: return try await study()
    case .readTime where pages.isForm: return try await readTime()
    default: return nil
    }
  }

  func sheet(_ number: Int) async throws -> PatientSheet {
    guard let place = state.patient(number) else { throw PageError.notFound }
    return try await PatientSheet(place, pages.store, at: state.revision)
  }

  // MARK: entries

  /// The form of an entry, new or there.
  func entry(_ address: Address, _ number: Int, _ kind: EntryKind, _ part: StoredPart?) async throws
    -> FormPages
  {
    let sheet = try await sheet(number)
    let draft = try await EntryDraft(kind, sheet, part: part?.id, pages.store, at: state.revision)
    let therapies = draft.names.events.filter { !$0.drugs.isEmpty }.map(\.id)
    let sections = sheet.patient.entries.flatMap { $0.sources.map(\.section) }.reduce(into: [String]()) {
      if !$1.isEmpty, !$0.contains($1) { $0.append($1) }
    }
    let library = state.outcomes.library
    var form = PartForm(
      address: address, table: kind.record.table, without: ["starts"], kind: .entry, patient: sheet.patient.id,
      part: part,
      open: (Self.open[kind.word] ?? []).union(Self.lasting.contains(kind.word) ? ["ends", "lasts", "ongoing"] : []),
      choices: [
        "of": therapies, "continues": therapies, "section": Array(sections.suffix(20).reversed()),
        "regimen": state.outcomes.library.regimens.keys.sorted(),
      ],
      complete: { item in
        // The word of the kind stands there even where nothing more is said, and a new entry has a name.
        draft.named(draft.withKind(item))
      }, check: { item, sheet in draft.problems(item, sheet) }, draft: draft)
    if kind.record.table.order["regimen"] != nil {
      form.meanings["regimen"] = library.regimens.mapValues { RegimenChoice(regimen: $0).words }
      form.doses = { sheet in
        sheet.values["regimen"].flatMap { library.regimens[$0.trimmed] }.map { RegimenChoice(regimen: $0).fields }
      }
    }
    let word = FieldWords.label(kind.word, visit.language)
    let id = sheet.patient.id
    return FormPages(
      pages: pages, state: state, form: form,
      heading: "\(visit(Words.patient)) \(id): \(word)\(part == nil ? " (\(visit(Phrase("new", "neu"))))" : "")",
      title: "\(word) · \(visit(Words.patient)) \(sheet.place.position)", done: .patient(number),
      canRepeat: part == nil,
      removes: (Words.remove, .patient(number)))
  }

  /// Kinds that have a start and an end.
  private static let lasting: Set = ["therapy", "radiotherapy", "best supportive care", "follow-up"]

  /// Keys that a reader needs most, by kind.
  private static let open: [String: Set<String>] = [
    "diagnosis": ["site", "grade", "method"], "metastases": ["number"], "surgery": ["site", "margin"],
    "therapy": ["intent", "continues", "cycles", "every", "phases", "stopped for"],
    "assessment": ["region", "response", "criteria", "finding", "of"], "toxicity": ["grade", "of"],
    "quality of life": ["instrument", "of"], "radiotherapy": ["site", "dose", "fractions"], "lab": ["value"],
  ]

  private func readTime() async throws -> Answer {
    guard let address = visit.form["form"].flatMap({ Address(path: $0) }), let name = visit.form["field"],
      ["when", "ends"].contains(name)
    else { return Answer.fragment(.nothing) }
    let pages: FormPages
    switch address {
    case .newEntry(let number, let slug):
      guard let kind = EntryKind.all.first(where: { Identifier.slug($0.word) == slug }) else {
        throw PageError.notFound
      }
      pages = try await entry(address, number, kind, nil)
    case .entry(let number, let part):
      let sheet = try await sheet(number)
      guard let own = sheet.entries.first(where: { $0.part.id == part }),
        let kind = EntryKind.all.first(where: { $0.matches(own.entry.content) })
      else { throw PageError.notFound }
      pages = try await entry(address, number, kind, own.part)
    default: return Answer.fragment(.nothing)
    }
    var values: [String: String] = [:]
    for (name, value) in visit.form.pairs where name.hasPrefix("v.") { values[String(name.dropFirst(2))] = value }
    let sheet = FormSheet(pages.form.table, without: pages.form.without, values: values)
    return Answer.fragment(TimeFragment(visit: visit, form: pages.form, sheet: sheet, name: name).markup ?? .nothing)
  }

  // MARK: facts

  private func patient(_ number: Int) async throws -> Answer {
    let sheet = try await sheet(number)
    let id = sheet.patient.id
    let known = try await EntryDraft(EntryKind.all[0], sheet, part: nil, pages.store, at: state.revision)
    let form = PartForm(
      address: .patientFacts(number), table: Patient.notation.table, without: ["patient", "course"], kind: .patient,
      patient: id,
      part: sheet.head, open: ["sex", "age"], choices: [:],
      complete: { item in Self.with("patient", id, item) },
      check: { item, sheet in known.problems(ofHead: item, sheet) }, draft: nil)
    return try await FormPages(
      pages: pages, state: state, form: form, heading: "\(visit(Words.patient)) \(id): \(visit(Words.facts))",
      title: "\(visit(Words.facts)) · \(sheet.place.position)", done: .patient(number),
      removes: (Words.removePatient, .study)
    ).answer()
  }

  private func newPatient() async throws -> Answer {
    let layout = pages.layout(state, .study)
    var problem: String?
    if pages.isForm {
      let id = (visit.form["id"] ?? "").trimmed
      if Identifier.isPatient(id) {
        let text = YAMLLayout.text(Self.with("patient", id, Item(content: .fields([]))), .table("patient"))
        do throws(StoreError) {
          let saved = try await pages.store.save(
            [.add(StudyPart(kind: .patient, patient: id, text: text))], by: visit.session.author)
          return Answer.see(saved.added.first.map { .patientFacts($0) } ?? .study, "told=saved")
        } catch { problem = error.description }
      } else {
        problem = visit(Words.isNoID(id))
      }
    }
    return layout.page(
      visit(Words.addPatient), status: problem == nil ? 200 : 422,
      [
        layout.head(visit(Words.addPatient)),
        visit.form(
          to: .newPatient, class: "panel narrow in stack",
          [
            problem.map { .element("p", ["class": "callout error", "role": "alert", "id": "problem"], .text($0)) }
              ?? .nothing,
            .element(
              "div", .element("label", ["for": "id"], .text(FieldWords.label("id", visit.language))),
              .element(
                "p", ["class": "hint", "id": "h-id"], FieldHelp.markup(visit(Words.patientIDHelp))),
              .element(
                "input",
                [
                  "type": "text", "name": "id", "id": "id", "required": "required", "aria-describedby": "h-id",
                  "value": visit.form["id"] ?? "",
                ])),
            .element("button", ["class": "primary"], visit.text(Words.addPatient)),
          ]),
      ])
  }

  private func study() async throws -> Answer {
    let part = try await pages.store.parts(of: nil, at: state.revision).first { $0.part.kind == .study }
    let form = PartForm(
      address: .studyFacts, table: Study.notation.table, without: [], kind: .study, patient: nil, part: part,
      open: ["centre", "design", "ethics", "consent", "period", "data cut-off"], choices: [:], complete: { $0 },
      check: { item, sheet in
        let log = ProblemLog(text: sheet.text)
        _ = Study.notation.read(item, Reader(log, section: Section.of(item)))
        var problems = FormProblems()
        problems.take(log.problems, sheet)
        return problems
      }, draft: nil)
    return try await FormPages(
      pages: pages, state: state, form: form, heading: visit(Words.editStudy), title: visit(Words.editStudy),
      done: .study
    ).answer()
  }

  private static func with(_ key: String, _ text: String, _ item: Item) -> Item {
    guard case .fields(let fields) = item.content else { return item }
    var item = item
    item.content = .fields(
      [Item.Field(key: key, mark: item.mark, value: ItemText.marked(Item(text: text), item.mark))] + fields)
    return item
  }
}
