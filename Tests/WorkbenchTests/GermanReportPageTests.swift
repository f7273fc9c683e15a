// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Report
import Testing

@testable import Workbench

/// The report, figures and explanations on the pages of a German browser.
@Suite struct GermanReportPageTests {
  @Test("a German browser reads tables, figures and reasons in German, and an English one in English")
  func german() async throws {
    let scratch = try Scratch()
    let client = try await Client.entered(Client.desk(scratch, opening: try scratch.series()), language: "de")
    defer { withExtendedLifetime(scratch) {} }
    let page = await client.get(Address.report.path).text
    for words in [
      "Patientenmerkmale und Ansprechen auf die Erhaltungstherapie", "Ergebnisse jeder Therapielinie", "Abbildung 1.",
      "Monate seit der Diagnose", "Unter Risiko",
    ] { #expect(page.contains(words), "\(words)") }
    #expect(!page.contains("lang=\"en\"") && !page.contains("Outcomes of each line") && !page.contains("not stated"))
    // The page to keep, and a file for programs.
    let kept = await client.get(Address.reportPart("index.html").path).text
    #expect(kept.contains("<html lang=\"de\">") && kept.contains("<h2>Prüfung</h2>"))
    let data = await client.get(Address.reportPart("tables_lines.csv").path).text
    #expect(data.hasPrefix("Pat. ID,Line,Therapies,Best response,"))
    // Why a value is what it is.
    let open = try await #require(client.desk.workplace.current)
    let place = try #require(try await open.state().patient(id: "1"))
    let patient = await client.get(Address.patient(place.part).path).text
    #expect(patient.contains("Therapiedauer, ") && patient.contains("Von der ersten Gabe bis"))
    #expect(!patient.contains("From the first dose to"))
    let english = try await Client.entered(client.desk)
    let own = await english.get(Address.report.path).text
    #expect(own.contains("Outcomes of each line of therapy") && !own.contains("Therapielinie"))
  }
}
