// SPDX-License-Identifier: Apache-2.0

import Plain
import Report
import Trials

/// The question, its errors and its limits in plain words, for designs of other kinds than two stages.
extension SynopsisWriter {
  /// A number of the design by its key, perhaps as a percentage.
  mutating func further(_ key: String, _ decimals: Int = 0, percent: Bool = false) -> Run {
    guard let own = plan.further?.number(key) else { return Self.openRun("a number of the design") }
    let factor = percent ? 100.0 : 1
    guard let place = own.place else { return planned(own.value, key, decimals, percent: percent) }
    return number(
      own.value, decimals, place.command, place.table, place.row, place.column, factor: factor)
  }

  /// A percentage of the design.
  mutating func share(_ key: String, _ decimals: Int = 1) -> Run {
    let run = further(key, decimals, percent: true)
    return Run(run.text + " %", to: run.target, isOpen: run.isOpen)
  }

  func has(_ key: String) -> Bool { plan.further?.number(key) != nil }

  mutating func plainWords(of found: FurtherDesign) {
    text(questionRuns(found))
    text(whatIsDone(found))
    text(howOftenItErrs(found))
    if !found.keepsLevel { open(Self.notKept(found)) }
    text(limits(found.kind))
  }

  static func notKept(_ found: FurtherDesign) -> String {
    if case .oneSample = found.law {
      return
        "how the control was scanned: if its curve is of progression as it happens, the trial with the scans that are stated calls a treatment that changes nothing worth going on with too often (10.11), and must not be begun"
    }
    return
      "the schedule of scans, or the rates: with those that are stated the trial calls a treatment of no interest worth going on with too often (10.11), and must not be begun"
  }

  private mutating func questionRuns(_ found: FurtherDesign) -> [Run] {
    let goOn = "Patients whose disease did not progress under induction go on with maintenance. "
    switch found.law {
    case .single(_, let rates, _):
      return question(rates, goOn)
    case .milestone(let design, _):
      return question(
        RateRuns(null: design.setting.null.value, alternative: design.setting.alternative.value), goOn)
    case .growth:
      return [
        Run(
          goOn
            + "Each is their own control: the growth modulation index is the time to progression of the line to which maintenance belongs, over that of the line before. The question is whether more patients reach an index of "
        )
      ] + (stated("cutoff") ?? []) + [
        Run(" than "), share("p0"),
        Run(
          ", which is the share that does though the treatment changes nothing. The number of patients is chosen to find that, as often as is said below, if "
        ),
        share("p1"), Run(" do: the share that belongs to a hazard ratio of "),
      ] + (stated("hazard-ratio") ?? []) + [Run(".")]
    case .oneSample:
      return [
        Run(
          goOn
            + "The question is whether they progress or die later, counted from the first dose of maintenance, than a control whose median is "
        )
      ] + (stated("median") ?? []) + [
        Run(
          ". The number of patients is chosen to find that, as often as is said below, if the hazard is that of the control times "
        )
      ] + (stated("hazard-ratio") ?? []) + [Run(".")]
    case .randomised:
      return [
        Run(
          "Patients whose disease did not progress under induction are allocated by chance to go on with maintenance, or to be observed without it. The question is whether they progress or die later with it. The number of patients is chosen to find that, as often as is said below, if the hazard under maintenance is that under observation times "
        )
      ] + (stated("hazard-ratio") ?? []) + [Run(", and the median under observation is ")] + (stated("median") ?? [])
        + [Run(".")]
    }
  }

  /// Both rates of a design.
  private struct RateRuns {
    var null: Double
    var alternative: Double
  }

  private mutating func question(_ rates: RateHypotheses, _ begin: String) -> [Run] {
    question(RateRuns(null: rates.null.value, alternative: rates.alternative.value), begin)
  }

  private mutating func question(_ rates: RateRuns, _ begin: String) -> [Run] {
    let time = plan.question.landmark == nil ? [Self.openRun("at which time")] : landmarkRuns()
    return [
      Run(begin + "The question is whether more than "), percent(rates.null, "p0"),
      Run(" are alive and free of progression "),
    ]
      + time + [
        Run(
          " after the first dose of maintenance. The number of patients is chosen to find that, as often as is said below, if "
        ), percent(rates.alternative, "p1"), Run(" are."),
      ]
  }

  private mutating func whatIsDone(_ found: FurtherDesign) -> [Run] {
    switch found.law {
    case .single, .growth:
      let what = found.kind == .growthModulation ? " of them reaching the index" : " of them free of progression"
      return [
        further("n"), Run(" patients are treated, without a look before the end. With more than "), further("r"),
        Run("\(what), maintenance is called worth a larger trial. That says that the share is above "),
        nullRun(found), Run(", not that it is "), alternativeRun(found), Run("."),
      ]
    case .milestone(let design, _):
      return [
        further("n"), Run(" patients are treated, without a look before the end. After "),
        further("duration-months", 1),
        Run(
          " months the share free of progression at the landmark is estimated by Kaplan and Meier. If it is greater than "
        ),
        percent(design.setting.null.value, "p0"),
        Run(
          " by more than chance explains, maintenance is called worth a larger trial. That says that the share is above "
        ),
        percent(design.setting.null.value, "p0"), Run(", not that it is "),
        percent(design.setting.alternative.value, "p1"), Run("."),
      ]
    case .oneSample:
      return [
        further("n"), Run(" patients come in within "), further("accrual-months", 1),
        Run(" months, and all are followed until "), further("duration-months", 1),
        Run(" months after the first. About "), further("expected-events"),
        Run(
          " of them will then have progressed or died if maintenance does what is hoped. Their number is compared with what the control's curve lets expect of as much time at risk. If it is smaller by more than chance explains, maintenance is called worth a larger trial. That says that progression comes later than in the control, not that it does by the stated ratio."
        ),
      ]
    case .randomised:
      return [
        further("n-treated"), Run(" patients with maintenance and "), further("n-control"),
        Run(" under observation come in within "), further("accrual-months", 1), Run(" months. When "),
        further("events"), Run(" of them have progressed or died, expected "), further("duration-months", 1),
        Run(
          " months after the first patient, the two arms are compared once (log-rank test). If progression comes later with maintenance by more than chance explains, it is called worth going on with. That says that it delays progression, not that it does by the stated ratio."
        ),
      ]
    }
  }

  private mutating func nullRun(_ found: FurtherDesign) -> Run {
    guard case .single(_, let rates, _) = found.law else { return share("p0") }
    return percent(rates.null.value, "p0")
  }

  private mutating func alternativeRun(_ found: FurtherDesign) -> Run {
    guard case .single(_, let rates, _) = found.law else { return share("p1") }
    return percent(rates.alternative.value, "p1")
  }

  /// How often the trial errs: by the scans where what they do is known.
  private mutating func howOftenItErrs(_ found: FurtherDesign) -> [Run] {
    let (nothing, something): (String, String)
    switch found.law {
    case .single, .milestone:
      (nothing, something) = ("If the true share were that of no interest", "If it were the one worth going on with")
    case .growth, .oneSample, .randomised:
      (nothing, something) = ("If maintenance changed nothing", "If it did what is hoped")
    }
    let calls = ", the trial would call it worth going on with in "
    let end = Run(", and miss it in the others.")
    func level() -> Bool { has("alpha-by-scans") }
    if level() {
      var runs = [
        Run("\(nothing), the trial with the scans that are stated would call it worth going on with in "),
        share("alpha-by-scans"), Run(" of cases. \(something), it would say so in "), share("power-by-scans"), end,
      ]
      if case .oneSample = found.law {
        runs.append(
          Run(
            " That holds if the control's curve is of progression as it happens. If the control was scanned at the same interval, both are late alike, and these shares are nearly those of a trial that sees progression at once: "
          ))
        runs += (stated("alpha") ?? []) + [Run(" and "), share("power"), Run(".")]
      }
      return runs
    }
    let alpha = has("alpha") ? [share("alpha")] : (stated("alpha") ?? [])
    let power = [share("power")]
    let seen: String
    switch found.law {
    case .randomised:
      seen =
        " One schedule of scans for both arms keeps the first of these, and costs a little of the second; scans at other times in one arm make a difference that is none."
    case .growth:
      seen = " That holds if both times of each patient are known. \(FurtherDesign.selection)"
    default:
      seen =
        " That holds if progression is seen at once; what scans make of it is not known, since no schedule is stated."
    }
    return [Run(nothing + calls)] + alpha + [Run(" of cases. \(something), it would say so in ")] + power
      + [end, Run(seen)]
  }

  private func limits(_ kind: DesignKind) -> String {
    switch kind {
    case .twoStage, .singleStage, .milestone:
      return
        "Every patient of such a trial has maintenance. It can therefore not show that maintenance is better than none: only that what is seen is more than a rate that others have stated for other patients. If patients who come through induction would do better than that rate anyway, the trial would call maintenance worth going on with though it does nothing. That needs a randomised trial."
    case .oneSample:
      return
        "Every patient of such a trial has maintenance. It can therefore not show that maintenance is better than none: only that progression comes later than in other patients, whose curve others have published. If its time was counted from the begin of induction, or its patients were not chosen for not progressing, the trial would call maintenance worth going on with though it does nothing. That needs a randomised trial."
    case .growthModulation:
      return
        "A patient who had a short time on the line before and a longer one now may have had it anyway: who goes on to maintenance was chosen for a disease that did not progress under induction. A share above that of a treatment that changes nothing is therefore no proof that maintenance does anything. That needs a randomised trial."
    case .randomised:
      return
        "It can show that maintenance delays progression. It does not show that patients live longer or better with it: those are other end points, for which it is not sized. Whether patients may be observed without treatment after induction, and others be treated without knowing that it helps, is for who answers for the trial and for an ethics committee to decide."
    }
  }
}
