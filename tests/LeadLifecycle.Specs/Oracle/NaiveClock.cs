namespace LeadLifecycle.Specs.Oracle;

/// <summary>What a clock is made of, in words of the oracle's own. Times are whole minutes since the calendar's origin.</summary>
public sealed record NaiveSla(int Version, NaiveCalendar Calendar, IReadOnlyDictionary<string, int> Targets, int RiskPercent, IReadOnlyDictionary<string, int> Pauses);

/// <summary>One leg of one cycle, walked minute by minute: no closed form, no interval, nothing shared with the clocks it checks.</summary>
public sealed class NaiveClock
{
    private static readonly Dictionary<string, (string Starts, string Stops)> Legs = new()
    {
        ["qualification"] = ("Captured", "MarketingQualified"),
        ["acceptance"] = ("MarketingQualified", "SalesAccepted"),
        ["first-response"] = ("SalesAccepted", "SalesQualified"),
        ["sales-qualification"] = ("SalesAccepted", "SalesQualified"),
        ["closing"] = ("SalesQualified", "Won"),
    };

    private readonly string _leg;
    private readonly NaiveSla _sla;
    private readonly int? _target;
    private readonly int _start;
    private readonly int? _stop;
    private readonly bool _quiet;
    private readonly List<Recorded> _waiting;

    private NaiveClock(string leg, NaiveSla sla, Recorded starting, int? stop, IEnumerable<Recorded> standing)
    {
        var (occurred, recorded) = (NaiveCalendar.Minute(starting.Event.OccurredAt), NaiveCalendar.Minute(starting.At));
        _leg = leg;
        _sla = sla;
        _quiet = starting.Event.Backfill;
        _target = sla.Targets.TryGetValue(leg, out var target) ? target : null;
        _start = leg == "acceptance" && !_quiet ? Math.Max(occurred, recorded) : occurred;
        _stop = stop;
        _waiting = [.. standing.Where(line => line.Event is LeadPaused or LeadResumed).OrderBy(line => line.Event.OccurredAt).ThenBy(line => $"{line.Id}", StringComparer.Ordinal)];
    }

    /// <summary>Every clock of a lead, as plain text with where it stands at an instant.</summary>
    public static IEnumerable<string> Read(IReadOnlyList<Recorded> log, Func<DateTimeOffset, NaiveSla> inForce, int now)
    {
        var voided = log.Select(line => line.Event).OfType<LeadFactVoided>().Select(e => e.Fact).ToHashSet();
        var standing = log.Where(line => !voided.Contains(line.Id)).ToList();
        var law = NaiveLaw.Over(log.Naive());
        for (var number = 1; number <= law.Cycles.Count; number++)
        {
            var cycle = law.Cycles[number - 1];
            foreach (var (leg, (starts, stops)) in Legs)
            {
                if (cycle.Stamp(starts) is not { } start) continue;
                var starting = log.Single(line => $"{line.Id}" == start.Id);
                var clock = new NaiveClock(leg, inForce(starting.At), starting, Stop(leg, stops, cycle, standing), standing);
                yield return $"{number} {leg} {clock.Read(now)}";
            }
        }
    }

    private static int? Stop(string leg, string stops, NaiveCycle cycle, List<Recorded> standing)
    {
        var ends = NaiveLaw.Order.SkipWhile(stage => stage != stops).Select(cycle.Stamp).Where(stamp => stamp is not null).Select(stamp => stamp!.OccurredAt).ToList();
        if (leg == "first-response")
        {
            var accepted = cycle.Stamp("SalesAccepted")!.OccurredAt;
            var since = cycle.Stamp("MarketingQualified") is { } qualified && qualified.OccurredAt < accepted ? qualified.OccurredAt : accepted;
            var contacts = standing.Where(line => line.Event is LeadContacted { Actor: not null } && line.Event.OccurredAt >= since).Select(line => line.Event.OccurredAt);
            ends.AddRange(contacts.Select(at => at < accepted ? accepted : at));
        }

        return ends.Count == 0 ? null : NaiveCalendar.Minute(ends.Min());
    }

    private string Read(int now)
    {
        int? risk = null, due = null;
        var (ran, left, waits, waitsNow) = (0, 0, int.MinValue, false);
        var until = _stop ?? now;
        for (var minute = _start; minute <= Math.Max(now, until) || (_target is not null && due is null); minute++)
        {
            waits = Waits(minute, waits);
            if (minute == now) waitsNow = minute < waits;
            if (!_sla.Calendar.IsOpen(minute) || minute < waits) continue;
            // Counted minutes: those that ran until the stop or now, and those that are to be run until due.
            left += (minute < until, due) switch { (true, null) => 0, (false, null) => 1, (true, _) => -1, _ => 0 };
            ran++;
            if (_target is { } target && ran == target) due = minute + 1;
            if (_target is { } whole && ran * 100 == whole * _sla.RiskPercent) risk = minute + 1;
        }

        return Said(_start, _stop, _target, risk, due, _target is null ? null : left, Elapsed(until), State(now, risk, due, waitsNow), _quiet);
    }

    /// <summary>The instants as the clock under test gives them, said the same way.</summary>
    public static string Said(int start, int? stop, int? target, int? risk, int? due, int? left, int elapsed, string state, bool quiet) =>
        $"from {start} to {stop} target {target} risk {risk} due {due} left {left} elapsed {elapsed} {state}{(quiet ? " quiet" : "")}";

    private int Elapsed(int until)
    {
        var (elapsed, waits) = (0, int.MinValue);
        for (var minute = _start; minute < until; minute++)
        {
            waits = Waits(minute, waits);
            if (_sla.Calendar.IsOpen(minute) && minute >= waits) elapsed++;
        }

        return elapsed;
    }

    /// <summary>Until when it waits, once what happened in this minute is heard.</summary>
    private int Waits(int minute, int until)
    {
        if (minute >= _stop) return until;
        foreach (var line in _waiting.Where(line => NaiveCalendar.Minute(line.Event.OccurredAt) == minute))
        {
            if (line.Event is LeadResumed resumed && (resumed.Leg is null || resumed.Leg == _leg)) until = Math.Min(until, minute);
            if (line.Event is not LeadPaused { Actor: not null, Reason: not null } pause || (pause.Leg is not null && pause.Leg != _leg)) continue;
            if (!_sla.Pauses.TryGetValue(pause.Reason, out var longest)) continue;
            var end = pause.Until is { } said ? Math.Min(NaiveCalendar.Minute(said), minute + longest) : minute + longest;
            until = Math.Max(until, end);
        }

        return until;
    }

    private string State(int now, int? risk, int? due, bool waits) => (due, _stop) switch
    {
        (null, null) => "Open",
        (null, _) => "Done",
        (_, not null) => _stop <= due ? "Met" : "MetLate",
        _ when now >= due => "Breached",
        _ when waits => "Paused",
        _ => now >= risk ? "AtRisk" : "Running",
    };
}
