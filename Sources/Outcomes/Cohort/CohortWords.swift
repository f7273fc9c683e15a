// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Statistics

// What the choices of a cohort are called in every language.

extension SurvivalScale {
  /// `log-log`; the plain scale in German `linear`.
  public var phrase: Phrase {
    switch self {
    case .plain: Phrase("plain", "linear")
    case .log, .logLog: Phrase(same: rawValue)
    }
  }
}

extension BinomialMethod {
  /// `Clopper-Pearson`; `Wilson with continuity correction`, in German `Wilson mit Stetigkeitskorrektur`.
  public var phrase: Phrase {
    switch self {
    case .clopperPearson, .wilson, .jeffreys: Phrase(same: rawValue)
    case .wilsonContinuity: Phrase("\(rawValue)", "Wilson mit Stetigkeitskorrektur")
    }
  }
}

extension CohortOptions.Uncertainty {
  /// `interval`, in German `Intervall`.
  public var phrase: Phrase {
    switch self {
    case .interval: Phrase("\(rawValue)", "Intervall")
    case .betweenVisits: Phrase("\(rawValue)", "zwischen den Kontrollen")
    case .midpoint: Phrase("\(rawValue)", "Mitte")
    case .earliest: Phrase("\(rawValue)", "frühest")
    case .latest: Phrase("\(rawValue)", "spätest")
    }
  }
}

extension CohortOptions.Grouping {
  /// `sex`, in German `Geschlecht`; the name of a field of the study is its own.
  public var phrase: Phrase {
    switch self {
    case .sex: Phrase("sex", "Geschlecht")
    case .histology: Phrase("histology", "Histologie")
    case .therapy: Phrase("therapy", "Therapie")
    case .arm: Phrase("arm", "Arm")
    case .field(let name): Phrase(same: name)
    }
  }
}

extension SurvivalEstimate.Curve {
  /// `Kaplan-Meier`, `Turnbull (interval-censored)`, in German `Turnbull (intervallzensiert)`.
  public var phrase: Phrase {
    switch self {
    case .kaplanMeier: Phrase(same: name)
    case .turnbull: Phrase("\(name)", "Turnbull (intervallzensiert)")
    }
  }
}

extension CensoringRule {
  /// Its name in every language.
  public var phrase: Phrase {
    let german: String? =
      switch id {
      case "fda-a": "Sensitivitätsanalyse A der FDA, nur dokumentierte Ereignisse"
      case "investigator": "Urteil des Prüfarztes, eine andere Therapie ist ein Ereignis"
      case "every-event": "Ereignisse, wann immer sie eintreten"
      case "last-visit": "letzte Kontrolle, verwertbar oder nicht"
      case "study": "wie die Studie definiert"
      case "alive": "zuletzt lebend bekannt"
      case "failure": "Therapieende, Progress oder Tod"
      default: nil
      }
    return german.map { Phrase("\(name)", "\($0)") } ?? Phrase(same: name)
  }

  /// Where it is described, in every language.
  public var sourcePhrase: Phrase {
    let german: String? =
      switch id {
      case "fda-a":
        "FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, Anhang 3, Tabelle A: eine ihrer Sensitivitätsanalysen"
      case "investigator":
        "aus keiner Leitlinie: Progress nach Symptomen und der Beginn einer anderen Therapie gelten als Ereignisse"
      case "every-event":
        "aus keiner Leitlinie: Progress und Tod zählen, gleich welche Therapie davor beendet, gewechselt oder welche Kontrolle versäumt wurde"
      case "last-visit": "pharmaverse admiralonco 1.4, Vorlage ADTTE"
      case "study": "die eigenen Definitionen der Studie (study.yaml)"
      default: nil
      }
    return german.map { Phrase("\(source)", "\($0)") } ?? Phrase(same: source)
  }
}
