# Writes the numbers beside this script: Rscript make.R, then npx biome format --write . (R 4.2, survival 3.5; Debian: r-base-core r-cran-survival).
# Data: `lung`, `aml` and `mgus2`, which come with R's survival, and small made-up tables written out below.
library(survival)

number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), "null", format(x, digits = 17, scientific = FALSE, trim = TRUE)))
column <- function(x) paste0("[", paste(vapply(x, number, ""), collapse = ","), "]")
text <- function(x) paste0("[", paste0('"', x, '"', collapse = ","), "]")
object <- function(x) paste0("{", paste0('"', names(x), '":', unlist(x), collapse = ",\n"), "}")
version <- paste0('"R ', getRversion(), ", survival ", packageVersion("survival"), '"')
write <- function(file, ...) cat(object(list(source = version, ...)), "\n", sep = "", file = file)

curve <- function(file, days, reached, entry = NULL) {
  what <- if (is.null(entry)) Surv(days, reached) else Surv(entry, days, reached)
  fit <- survfit(what ~ 1, conf.type = "log-log")
  all <- summary(fit, censored = TRUE)
  probs <- c(0.25, 0.5, 0.75, 0.85)
  quant <- quantile(fit, probs)
  write(file,
    days = column(days), reached = column(reached), entry = if (is.null(entry)) "null" else column(entry),
    time = column(all$time), atRisk = column(all$n.risk), events = column(all$n.event), censored = column(all$n.censor),
    survival = column(all$surv), stdErr = column(all$std.err), lower = column(all$lower), upper = column(all$upper),
    probs = column(probs), quantile = column(quant$quantile), quantileLower = column(quant$lower),
    quantileUpper = column(quant$upper))
}

incidence <- function(file, days, end, entry = NULL) {
  what <- if (is.null(entry)) Surv(days, end) else Surv(entry, days, end)
  fit <- if (is.null(entry)) survfit(what ~ 1, conf.type = "log-log")
    else survfit(what ~ 1, id = seq_along(days), conf.type = "log-log")
  all <- summary(fit, censored = TRUE)
  names <- levels(end)[-1]
  per <- unlist(lapply(seq_along(names), function(k) {
    of <- function(name) column(all[[name]][, k + 1])
    setNames(lapply(c("pstate", "std.err", "lower", "upper", "n.event"), of),
      paste0(c("incidence_", "stdErr_", "lower_", "upper_", "events_"), names[k]))
  }), recursive = FALSE)
  do.call(write, c(list(file, days = column(days), end = text(as.character(end)),
    entry = if (is.null(entry)) "null" else column(entry), ends = text(names), time = column(all$time),
    atRisk = column(all$n.risk[, 1]), censored = column(all$n.censor), stillOpen = column(all$pstate[, 1])), per))
}

logRank <- function(days, reached, group) {
  test <- survdiff(Surv(days, reached) ~ group)
  p <- pchisq(test$chisq, length(test$n) - 1, lower.tail = FALSE)
  object(list(days = column(days), reached = column(reached), group = text(as.character(group)),
    groups = text(sub("^group=", "", names(test$n))), n = column(as.vector(test$n)), observed = column(test$obs), expected = column(test$exp),
    chiSquare = number(test$chisq), df = number(length(test$n) - 1), p = number(p)))
}

curve("lung.json", lung$time, as.integer(lung$status == 2))
curve("lung-women.json", lung$time[lung$sex == 2], as.integer(lung$status[lung$sex == 2] == 2))
# Every censoring at a time of an event, all events at once, and a curve that ends at 0.
curve("ties.json", c(5, 5, 5, 10, 10, 15, 15, 15, 20, 20), c(1, 0, 1, 1, 0, 1, 1, 0, 1, 1))
# Six-MP arm of Freireich et al. 1963, as printed in many textbooks.
curve("six-mp.json", c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
  c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0))
# Watched late: mgus2's ages in months, from the age at diagnosis.
some <- mgus2[seq(1, nrow(mgus2), by = 7), ]
curve("late.json", some$age * 12 + some$futime, some$death, some$age * 12)
# Days with fractions that are the same day but for rounding.
curve("fractions.json", c(0.1 + 0.2, 0.3, 0.7 + 0.1, 0.8, 1.1 + 2.2, 3.3, 4.5, 5.25), c(1, 1, 0, 1, 1, 0, 1, 0))
# Flat at exactly one half: the median is the midpoint.
curve("flat.json", c(1, 2, 3, 4), c(1, 1, 1, 1))

etime <- with(mgus2, ifelse(pstat == 0, futime, ptime))
event <- with(mgus2, ifelse(pstat == 0, 2 * death, 1))
end <- factor(event, 0:2, labels = c("open", "signed", "lost"))
incidence("mgus2.json", etime, end)
late <- seq(1, length(etime), by = 9)
late <- late[etime[late] > 3]
incidence("mgus2-late.json", etime[late], end[late], rep(c(0, 1, 2), length.out = length(late)))

# Leads that were signed, lost, or are still open: made-up waits, also those of two-ends.aj.json.
given <- sub(".*\"days\": \\[([^]]*)\\].*\"end\": \\[([^]]*)\\].*", "\\1;\\2", paste(readLines("waits.json"), collapse = ""))
parts <- strsplit(given, ";")[[1]]
ends <- gsub('[" ]', "", strsplit(parts[2], ",")[[1]])
incidence("two-ends.json", as.numeric(strsplit(parts[1], ",")[[1]]), factor(ends, c("open", "signed", "lost")))

write("log-rank.json", lungBySex = logRank(lung$time, as.integer(lung$status == 2), lung$sex),
  lungByCare = logRank(lung$time[!is.na(lung$ph.ecog)], as.integer(lung$status == 2)[!is.na(lung$ph.ecog)], lung$ph.ecog[!is.na(lung$ph.ecog)]),
  aml = logRank(aml$time, aml$status, aml$x))

x <- c(0.0001, 0.5, 1, 3.841458820694124, 10.3267, 40, 200)
df <- c(1, 2, 3, 4, 7, 30)
grid <- expand.grid(x = x, df = df)
write("chi-square.json", x = column(grid$x), df = column(grid$df), p = column(pchisq(grid$x, grid$df, lower.tail = FALSE)))

hits <- c(0, 1, 3, 15, 50, 81, 263, 10)
of <- c(10, 10, 12, 148, 100, 263, 263, 10)
limits <- mapply(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int, hits, of)
write("wilson.json", hits = column(hits), of = column(of), lower = column(limits[1, ]), upper = column(limits[2, ]))
