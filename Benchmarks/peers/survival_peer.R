# SPDX-License-Identifier: Apache-2.0
# Survival statistics by R, beside the same ones by Verlauf:
#   Rscript survival_peer.R DIRECTORY [METHOD ...]
# DIRECTORY holds survival.csv, intervals.csv and, if wanted, competing.csv, as make_survival_data.py writes them.
# METHOD: kaplan-meier log-rank cox turnbull cumulative-incidence; all of them if none is named.
#
# Seconds: wall time of the call that fits, reading excluded; the best of 3 runs, or the first alone if it took over 60 s.
# Peak: the most memory of the whole process in the first run (VmHWM, reset before it), in MB (10^6 bytes), data and R itself
# included; in brackets what the process held just before, most of it from reading. Each method runs in a process of its own.

options(warn = 1, digits = 10)
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 0) stop("usage: Rscript survival_peer.R DIRECTORY [METHOD ...]")
directory <- arguments[1]
known <- c("kaplan-meier", "log-rank", "cox", "turnbull", "cumulative-incidence")
wanted <- if (length(arguments) > 1) arguments[-1] else known
if (!all(wanted %in% known)) stop("unknown method; known: ", paste(known, collapse = " "))

if (length(wanted) > 1) {
  cat(R.version.string, "; peak: VmHWM, one process a method\n", sep = "")
  flush(stdout())
  script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  for (method in wanted) system2(file.path(R.home("bin"), "Rscript"), shQuote(c(script, directory, method)))
  quit(status = 0)
}

installed <- function(name) {
  found <- suppressWarnings(suppressPackageStartupMessages(requireNamespace(name, quietly = TRUE)))
  if (!found) cat(sprintf("peer: %s not installed; skipped\n", name))
  found
}

read <- function(name) {
  path <- file.path(directory, name)
  if (!file.exists(path)) {
    cat(sprintf("peer: %s is not there; skipped\n", name))
    return(NULL)
  }
  read.csv(path, colClasses = "numeric")
}

# Megabytes of 10^6 bytes, from the kernel; NA where there is no /proc.
resident <- function(key) {
  if (!file.exists("/proc/self/status")) return(NA)
  line <- grep(paste0("^", key, ":"), readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) * 1024 / 1e6
}

timed <- function(package, method, rows, fit) {
  invisible(gc())
  suppressWarnings(try(writeLines("5", "/proc/self/clear_refs"), silent = TRUE))
  before <- resident("VmRSS")
  best <- Inf
  for (run in 1:3) {
    clock <- Sys.time()
    result <- tryCatch(fit(), error = function(problem) problem)
    seconds <- as.numeric(difftime(Sys.time(), clock, units = "secs"))
    if (inherits(result, "error")) {
      cat(sprintf("R %s  %s %d rows  failed: %s\n", package, method, rows, conditionMessage(result)))
      return(NULL)
    }
    if (run == 1) peak <- resident("VmHWM")
    best <- min(best, seconds)
    if (seconds > 60) break
    if (run < 3) {
      rm(result)
      invisible(gc())
    }
  }
  version <- utils::packageDescription(package)$Version
  cat(sprintf("R %s %s  %s %d rows  %.3f s  peak %.0f MB (%.0f before)\n", package, version, method, rows, best, peak, before))
  result
}

# One line of check values: name and value, 10 significant digits.
check <- function(...) {
  values <- list(...)
  shown <- vapply(values, function(value) paste(formatC(value, digits = 10, format = "g", width = 1), collapse = " "), "")
  cat("  check ", paste(names(values), shown, collapse = "  "), "\n", sep = "")
}

# The value of a curve that starts at 1 and steps down at its times, at other times; never at infinity.
curve_at <- function(times, survival, at) c(1, survival)[findInterval(at, times) + 1]

kaplan_meier <- function(data) {
  fit <- timed("survival", "kaplan-meier", nrow(data), function() {
    survival::survfit(survival::Surv(time, event) ~ 1, data = data, conf.type = "log-log", se.fit = TRUE)
  })
  if (is.null(fit)) return()
  median <- stats::quantile(fit, 0.5)
  at <- summary(fit, times = median$quantile)
  check(median = median$quantile, lower = median$lower, upper = median$upper, times = length(fit$time))
  check("S(median)" = at$surv, lower = at$lower, upper = at$upper, "std.err" = at$std.err)
  check("S(365, 730)" = summary(fit, times = c(365, 730))$surv)
}

log_rank <- function(data) {
  fit <- timed("survival", "log-rank", nrow(data), function() {
    survival::survdiff(survival::Surv(time, event) ~ group, data = data)
  })
  if (is.null(fit)) return()
  check("chi-square" = fit$chisq, observed = fit$obs, expected = fit$exp, variance = fit$var[1, 1])
}

cox <- function(data) {
  fit <- timed("survival", "cox", nrow(data), function() {
    survival::coxph(survival::Surv(time, event) ~ x1 + x2 + x3 + x4 + x5, data = data, ties = "efron")
  })
  if (is.null(fit)) return()
  check(coefficients = stats::coef(fit))
  check("std.err" = sqrt(diag(stats::vcov(fit))))
  check(loglik = fit$loglik, iterations = fit$iter)
}

# The event lies in (left, right], with every peer; right empty: not seen. Weeks of the check are planned visits.
weeks <- c(48, 104, 152)

turnbull <- function(data) {
  left <- data$left
  right <- ifelse(is.na(data$right), Inf, data$right)
  bounds <- cbind(left, right)

  if (installed("icenReg")) {
    fit <- timed("icenReg", "turnbull", nrow(data), function() icenReg::ic_np(bounds))
    if (!is.null(fit)) {
      ends <- fit$T_bull_Intervals[2, ]
      check(loglik = fit$llk, "S(48, 104, 152)" = vapply(weeks, function(week) sum(fit$p_hat[ends > week]), 0), iterations = fit$iterations)
    }
  }

  if (installed("npsurv")) {
    fit <- timed("npsurv", "turnbull", nrow(data), function() npsurv::npsurv(bounds))
    if (!is.null(fit)) {
      check(loglik = fit$ll, "S(48, 104, 152)" = vapply(weeks, function(week) sum(fit$f$p[fit$f$right > week]), 0), iterations = fit$numiter)
      if (!fit$convergence) cat("  warning: npsurv says that it has not converged\n")
    }
  }

  if (installed("survival")) {
    fit <- timed("survival", "turnbull", nrow(data), function() {
      survival::survfit(survival::Surv(left, right, type = "interval2") ~ 1, data = data, se.fit = FALSE)
    })
    if (!is.null(fit)) {
      seen <- is.finite(right)
      after <- ifelse(seen, curve_at(fit$time, fit$surv, right), 0)
      check(loglik = sum(log(curve_at(fit$time, fit$surv, left) - after)), "S(48, 104, 152)" = curve_at(fit$time, fit$surv, weeks))
      cat("  warning: survfit stops once the curve moves by less than 5e-5 in a step, and does not say whether it has converged\n")
    }
  }
}

cumulative_incidence <- function(data) {
  fit <- timed("cmprsk", "cumulative-incidence", nrow(data), function() {
    cmprsk::cuminc(data$time, data$state, data$group, cencode = 0)
  })
  if (is.null(fit)) return()
  check("Gray cause 1, 2" = fit$Tests[, "stat"], p = fit$Tests[, "pv"])
  days <- c(365, 730)
  points <- cmprsk::timepoints(fit, days)
  for (curve in rownames(points$est)) {
    check("(group cause)" = as.numeric(strsplit(curve, " ")[[1]]), "F(365, 730)" = points$est[curve, ], "std.err" = sqrt(points$var[curve, ]))
  }
}

if (wanted %in% c("kaplan-meier", "log-rank", "cox") && installed("survival")) {
  data <- read("survival.csv")
  if (!is.null(data)) switch(wanted, "kaplan-meier" = kaplan_meier(data), "log-rank" = log_rank(data), cox = cox(data))
}
if (wanted == "turnbull") {
  data <- read("intervals.csv")
  if (!is.null(data)) turnbull(data)
}
if (wanted == "cumulative-incidence" && installed("cmprsk")) {
  data <- read("competing.csv")
  if (!is.null(data)) cumulative_incidence(data)
}
