// SPDX-License-Identifier: Apache-2.0

@_exported public import Chronology
@_exported public import Course
@_exported public import Dosing
@_exported public import Drawing
@_exported public import Exchange
@_exported public import Figures
@_exported public import Notation
@_exported public import Outcomes
@_exported public import Report
@_exported public import Review
@_exported public import Statistics
@_exported public import TumourResponse
