// SPDX-License-Identifier: Apache-2.0

// The names to begin with, in the order of the way of the data. Their members come with them; whoever needs more imports the library that has it.

@_exported public import struct Chronology.Day
@_exported public import struct Chronology.StatedTime
@_exported public import struct Course.Claim
@_exported public import struct Course.Dose
@_exported public import struct Course.Entry
@_exported public import struct Course.Patient
@_exported public import struct Course.PatientTimeline
@_exported public import struct Course.Study
@_exported public import struct Course.Therapy
@_exported public import struct Notation.Problem
@_exported public import enum Notation.StudyJSON
@_exported public import enum Exchange.BuiltInLibrary
@_exported public import struct Exchange.Reading
@_exported public import enum Exchange.RegimenFolder
@_exported public import enum Exchange.StudyFolder
@_exported public import struct Dosing.BodySize
@_exported public import struct Dosing.DoseOrder
@_exported public import struct Dosing.Observations
@_exported public import struct Dosing.Regimen
@_exported public import struct Dosing.RegimenLibrary
@_exported public import struct Dosing.RuleSet
@_exported public import struct Dosing.TreatmentPlan
@_exported public import struct Outcomes.CensoringRule
@_exported public import struct Outcomes.CohortOptions
@_exported public import struct Outcomes.CohortOutcomes
@_exported public import enum Outcomes.EndPoint
@_exported public import struct Outcomes.PatientOutcomes
@_exported public import struct Outcomes.StudyOutcomes
@_exported public import struct Review.Finding
@_exported public import struct Review.StudyReview
@_exported public import struct Figures.ClinicalCourse
@_exported public import struct Figures.CourseFigureOptions
@_exported public import struct Figures.SurvivalPlot
@_exported public import struct Figures.SwimmerPlot
@_exported public import struct Drawing.RasterRenderer
@_exported public import struct Drawing.SVGRenderer
@_exported public import struct Report.Report
