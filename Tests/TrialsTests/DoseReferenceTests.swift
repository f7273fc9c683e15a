// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Trials

@Suite("Dose finding against BOIN and dfcrm")
struct DoseReferenceTests {
  @Test func boundaries() throws {
    var agreement = Agreement("boin_lambdas")
    for row in try Reference("boin_lambdas").rows {
      let design = try BOIN(
        target: Probability(row.value("target")), safe: row.value("p_saf"), toxic: row.value("p_tox"))
      agreement.add("lambda_e", design.escalation, row.value("lambda_e"), within: 1e-12, row)
      agreement.add("lambda_d", design.deescalation, row.value("lambda_d"), within: 1e-12, row)
    }
    agreement.report()
  }

  @Test func decisions() throws {
    for row in try Reference("boin_decision_table").rows {
      let design = try BOIN(
        target: Probability(row.value("target")), safe: row.value("p_saf"), toxic: row.value("p_tox"))
      let found = design.row(row.whole("n"))
      #expect(found.escalate == row.whole("escalate_if_le"), row.place)
      #expect(found.deescalate == Int(row["deescalate_if_ge"]), row.place)
      #expect(found.eliminate == Int(row["eliminate_if_ge"]), row.place)
    }
  }

  @Test func maximumToleratedDose() throws {
    for row in try Reference("boin_select_mtd").rows {
      let design = try BOIN(target: Probability(row.value("target")))
      let found = try design.selected(patients: row.wholes("n"), toxicities: row.wholes("y"))
      #expect(found.map { $0 + 1 } ?? 99 == row.whole("mtd"), row.place)
    }
  }

  /// 2,000 trials here against 10,000 there, of both the Monte-Carlo error counts. A share near 0 has at least the error of one trial in 2,000.
  @Test func operatingCharacteristics() throws {
    for row in try Reference("boin_operating_characteristics").rows {
      let rates = try row.list("p_true").map { try Probability($0) }
      let trial = try BOINTrial(
        BOIN(target: Probability(row.value("target"))), rates: rates, cohort: row.whole("cohortsize"),
        cohorts: row.whole("ncohort"), start: row["start"] == "top" ? rates.count - 1 : 0,
        enough: row.whole("n_earlystop"))
      let found = try trial.characteristics(trials: 2000, seed: 11)
      func check(_ what: String, _ found: MonteCarlo, _ expected: Double, least: Double) {
        let error = max(found.error, least) * (1 + 2000 / row.value("ntrial")).squareRoot()
        #expect(abs(found.mean - expected) <= 4 * error, "line \(row.number), \(what): \(found) for \(expected)")
      }
      for (dose, expected) in row.list("sel_pct").enumerated() {
        check("selection of \(dose + 1)", found.selection[dose], expected / 100, least: 1.0 / 2000)
      }
      for (dose, expected) in row.list("npat").enumerated() {
        check("patients at \(dose + 1)", found.patients[dose], expected, least: 3 / 2000)
      }
      for (dose, expected) in row.list("ntox").enumerated() {
        check("toxicities at \(dose + 1)", found.toxicities[dose], expected, least: 2 / 2000)
      }
      check("patients", found.total, row.value("total_n"), least: 0)
      check("none", found.none, row.value("pct_early_stop") / 100, least: 1.0 / 2000)
    }
  }

  @Test func continualReassessment() throws {
    var agreement = Agreement("crm_dfcrm")
    for row in try Reference("crm_dfcrm").rows {
      let model = try CRM(
        skeleton: row.list("prior").map { try Probability($0) }, target: Probability(row.value("target")))
      let patients = zip(row["level"], row["tox"]).map { level, toxicity in
        (dose: (level.wholeNumberValue ?? 0) - 1, toxicity: toxicity == "1")
      }
      let found = try model.estimate(patients)
      agreement.add("estimate", found.mean, row.value("estimate"), within: 1e-5, row)
      agreement.add("post_var", found.variance, row.value("post_var"), within: 1e-5, row)
      for (rate, expected) in zip(found.rates, row.list("ptox")) {
        agreement.add("ptox", rate, expected, within: 1e-5, row)
      }
      #expect(found.dose + 1 == row.whole("mtd"), row.place)
    }
    agreement.report()
  }

  /// The skeleton of the table is Lee and Cheung's of halfwidth 0.05 about dose 3.
  @Test func skeleton() throws {
    let row = try #require(Reference("crm_dfcrm").rows.first)
    let found = try CRM.skeleton(target: Probability(0.25), halfwidth: 0.05, prior: 2, doses: 5)
    for (value, expected) in zip(found, row.list("prior")) { #expect(abs(value.value - expected) < 1e-12) }
  }
}
