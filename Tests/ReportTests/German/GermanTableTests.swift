// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Plain
import Review
import Testing

@testable import Report

/// Tables as a German reader has them: the numbers are those of the English tables, worked by hand in `CohortTableTests`, `ReportTableTests` and `DosingTableTests`; the words are
/// those of discharge letters and of the S3 guidelines.
@Suite("Tables in German, worked by hand") struct GermanTableTests {
  private func texts(_ table: PhraseTable) -> [[String]] { table.rows.map { $0.map { $0.text(in: .german) } } }
  private func heads(_ table: PhraseTable) -> [String] { table.columns.map { $0.head(in: .german) } }

  private func cohort() async throws -> CohortOutcomes {
    var options = CohortOptions(anchor: .advancedLine(1))
    options.landmarkMonths = [12, 16, 40]
    return CohortOutcomes(try await WorkedStudy.outcomes(WorkedStudy.three), options: options)
  }

  @Test func survival() async throws {
    let table = CohortTables.survival(try await cohort())
    #expect(table.title.german == "Zeiten bis zu Ereignissen")
    #expect(
      heads(table) == [
        "Endpunkt", "n", "Ereignisse", "Methode", "Median, Mon. (95-%-KI)", "Nach 12 Mon., %", "Nach 16 Mon., %",
        "Nach 40 Mon., %",
      ])
    #expect(
      texts(table)[0] == ["OS", "3", "1", "KM", "nicht erreicht (32–n.\u{A0}e.)", "100", "100", "66,7 (5,4–94,5)"])
    #expect(
      texts(table)[1] == ["PFS", "3", "2", "KM", "32 (16–n.\u{A0}e.)", "100", "66,7 (5,4–94,5)", "33,3 (0,9–77,4)"])
    #expect(texts(table)[6][0] == "Nachbeobachtung" && texts(table)[6][3] == "umgekehrter KM")
    #expect(
      table.footnotes[0].german
        == "OS: Gesamtüberleben; PFS: Progressionsfreies Überleben; TTP: Zeit bis zum Progress; TTF: Zeit bis zum Therapieversagen; TTNT: Zeit bis zur nächsten Therapie; DoR: Dauer des Ansprechens."
    )
    #expect(
      table.footnotes.contains {
        $0.german
          == "3 Patienten: die Intervalle zeigen, wie wenig eine solche Serie belegen kann; maßgeblich sind die einzelnen Verläufe."
      })
    #expect(
      table.footnotes.contains {
        $0.german.hasPrefix(
          "Zeit ab der ersten Gabe der Linie 1 der fortgeschrittenen Erkrankung, in Monaten zu 30,4375 Tagen.")
      })
  }

  @Test func responses() async throws {
    let table = try #require(CohortTables.responses(try await cohort()))
    #expect(heads(table) == ["Ansprechen", "n/N", "%", "95-%-KI"])
    #expect(
      texts(table) == [
        ["CR", "0/3", "0", "0–70,8"], ["PR", "1/3", "33,3", "0,8–90,6"], ["SD", "1/3", "33,3", "0,8–90,6"],
        ["PD", "1/3", "33,3", "0,8–90,6"], ["Objektives Ansprechen (CR + PR)", "1/3", "33,3", "0,8–90,6"],
        ["Krankheitskontrolle (CR + PR + SD)", "2/3", "66,7", "9,4–99,2"],
      ])
  }

  @Test func characteristics() async throws {
    #expect(
      texts(CohortTables.characteristics(try await cohort())) == [
        ["Patienten, Zeit ab", "der ersten Gabe der Linie 1 der fortgeschrittenen Erkrankung", "3", "100"],
        ["Alter, Jahre", "Median 60, Spannweite 50–71", "3", "100"], ["Geschlecht", "männlich", "2", "66,7"],
        ["Geschlecht", "weiblich", "1", "33,3"], ["Histologie", "leiomyosarcoma", "2", "66,7"],
        ["Histologie", "liposarcoma", "1", "33,3"], ["Grading", "G2", "2", "66,7"], ["Grading", "G3", "1", "33,3"],
        ["Primärlokalisation", "thigh", "3", "100"], ["Metastasen", "Lunge", "2", "66,7"],
        ["Metastasen", "Leber", "1", "33,3"], ["Vorlinien", "0", "3", "100"],
      ])
  }

  @Test func therapies() async throws {
    let table = ReportTables.therapies(try await WorkedStudy.outcomes(WorkedStudy.three))
    #expect(
      heads(table) == [
        "Pat.-Nr.", "Therapie", "Linie", "Absicht", "Dauer", "Bestes Ansprechen", "Ansprechdauer", "TTP", "PFS",
      ])
    #expect(
      texts(table) == [
        [
          "A", "gemcitabine (gem)", "Linie 1", "palliativ", "16 Mon.", "SD",
          "48 Mon.+ (zensiert, letzter Kontakt)", "48 Mon.+ (zensiert, letzter Kontakt)",
          "48 Mon.+ (zensiert, letzter Kontakt)",
        ],
        ["B", "gemcitabine (gem)", "Linie 1", "palliativ", "16 Mon.", "PD", "", "16 Mon.", "16 Mon."],
        ["C", "gemcitabine (gem)", "Linie 1", "palliativ", "32 Mon.", "PR", "16 Mon.", "32 Mon.", "32 Mon."],
      ])
  }

  @Test func doses() async throws {
    let outcomes = try await WorkedStudy.outcomes(WorkedStudy.doses)
    #expect(
      texts(DosingTables.accounts(outcomes)) == [
        [
          "F", "gem", "gemcitabine", "1000 mg/m² d1, d8 Wdh. d22 (Plan der Akte (plan))", "2", "3", "2500 mg/m²",
          "833,3 mg/m²", "1250 mg/m²", "357,1 mg/m²/Wo.", "49", "53,6", "62,5", "Zyklus 2 +7 Tg.",
          "Hämatotoxizität: 1 reduziert, 1 ausgelassen; ohne dokumentierten Grund: 1 reduziert, 0 ausgelassen",
        ]
      ])
    #expect(
      texts(ReportTables.doseIntensity(outcomes)) == [
        [
          "F", "full: gemcitabine", "1000 mg/m²", "d1, d8", "d22", "2000 mg/m²", "666,7 mg/m²/Wo.", "100 % von plan",
          "1,4 Mon.", "4000–6000 mg/m²",
        ]
      ])
    #expect(
      texts(ReportTables.regimens(outcomes)) == [
        [
          "F", "gemcitabine", "750–1000 mg/m²", "d1, d8", "d22",
          "Vorgesehen: 1000 mg/m² d1, d8, Wdh. d22. Einzelne Gaben: 1000 mg/m² (1), 750 mg/m² (2), ausgelassen (1); angegeben als 1000 mg/m².",
        ]
      ])
  }

  /// What prints differently by language: decimals, p-values, limits that are not there, units; and nothing in files for programs.
  @Test func valuesByLanguage() {
    typealias Cell = PhraseTable.Cell
    func german(_ value: PhraseTable.Value) -> String { value.text(in: .german) }
    #expect(german(.number(-0.4, decimals: 1, isSigned: true)) == "−0,4")
    #expect(german(.number(2.5, decimals: 1, isSigned: true)) == "+2,5")
    #expect(german(.number(12_500, decimals: 0)) == "12\u{202F}500")
    #expect(german(.pValue(0.00001)) == "< 0,0001" && german(.pValue(0.0123)) == "0,0123")
    #expect(german(.count(1, of: 3)) == "1 (33,3)")
    #expect(
      german(.interval(lower: nil, upper: nil)) == "n.\u{A0}b." && german(.interval(lower: 0.8, upper: nil)) == "0,8––")
    #expect(german(.range(NumberBounds(lower: nil, upper: nil), decimals: 1)) == "nicht bestimmt")
    #expect(german(.amount(NumberBounds(61), decimals: 0, unit: Phrase("y", "J."))) == "61 J.")
    #expect(german(.areaUnderCurve(4.5)) == "AUC 4,5")
    let table = PhraseTable(
      name: "t", title: Phrase("Ages", "Alter"),
      columns: [.init("Age", "Alter", .amount), .same("Median", .number, unit: .monthSign)],
      rows: [[Cell(.amount(NumberBounds(61), decimals: 0, unit: Phrase("y", "J."))), .number(1.5)]],
      footnotes: [Phrase("As stated.", "Wie angegeben.")])
    #expect(
      table.csv
        == "Age,\"Median, mo\",Age: from,Age: to,Age: unit\r\n61 y,1.5,61,61,y\r\n")
    #expect(PhraseTable.json([table]) == Table.json([table[.english]]))
    #expect(
      table.markdown(in: .german)
        == "### Alter\n\n| Alter | Median, Mon. |\n| --- | --- |\n| 61 J. | 1,5 |\n\nWie angegeben.  \n")
    #expect(
      table.plainText(width: 40, in: .german)
        == "Alter  Median, Mon.\n─────  ────────────\n61 J.  1,5\nWie angegeben.\n")
  }
}
