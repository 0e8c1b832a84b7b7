using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Sla;

/// <summary>Random leads across a clock change, in whole minutes: live, told late, as history or minutes ahead, voided, paused, contacted, reassigned.</summary>
public static class SlaLives
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DayOfWeek[] Workdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly NaiveCalendar[] Calendars =
    [
        Open(Berlin, Workdays, (9, 12), (13, 17)),
        Open(Berlin, Enum.GetValues<DayOfWeek>(), (0, 24)),
        Open(TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns"), [DayOfWeek.Sunday, .. Workdays], (1, 4), (22, 24)),
    ];

    private static readonly DateTimeOffset Change = NaiveCalendar.At(4 * 1440);

    private static readonly Gen<NaiveSla> Slas =
        Gen.Select(Gen.Int[0, Calendars.Length - 1], Gen.Int[1, 60], Gen.Int[1, 100], Gen.Int[1, 200], Gen.Bool, Gen.Int[10, 90]).Select(
            (calendar, acceptance, response, qualifying, all, risk) => new NaiveSla(
                risk,
                Calendars[calendar],
                new Dictionary<string, int>(all ? [new("qualification", 500), new("closing", 100)] : [])
                {
                    ["acceptance"] = acceptance * 10,
                    ["first-response"] = response * 10,
                    ["sales-qualification"] = qualifying * 10,
                },
                risk / 10 * 10,
                new Dictionary<string, int> { ["waiting-for-prospect"] = 3 * 1440, ["agreed-date"] = risk }));

    private static readonly Gen<string> Kinds = Gen.Frequency(
        (2, "captured"), (4, "qualified"), (4, "accepted"), (2, "sales-qualified"), (1, "won"), (1, "lost"), (1, "recycled"),
        (4, "paused"), (3, "resumed"), (3, "contacted"), (2, "assigned"), (2, "void"));

    /// <summary>Mostly on the half hour of one week, so that instants coincide; some a minute off.</summary>
    private static readonly Gen<int> Minutes = Gen.Select(Gen.Int[0, 9 * 48], Gen.Frequency((5, 0), (1, 1), (1, -1))).Select((half, off) => Math.Max(0, (half * 30) + off));

    private static readonly Gen<int> Lags = Gen.Frequency((6, Gen.Const(0)), (3, Gen.Int[1, 3 * 1440]), (1, Gen.Int[-5, 0]));

    private static readonly Gen<Recorded> Lines =
        Gen.Select(Gen.Guid, Kinds, Minutes, Lags, Gen.Int[0, 11], Gen.Int[0, 5], Gen.Int[1, 3000]).Select((id, kind, minute, lag, choice, leg, length) =>
            new Recorded(id, Of(kind, choice, leg, minute, length) with { OccurredAt = NaiveCalendar.At(minute), Backfill = choice == 11 }, NaiveCalendar.At(minute + lag)));

    /// <summary>What was agreed, and what was recorded, in that order; a void aims at any of the facts.</summary>
    public static readonly Gen<SlaLife> Any = Gen.Select(Slas, Slas, Lines.Array[1, 14], Gen.Int[0, 1000]).Select((first, second, lines, aim) =>
    {
        var aimed = lines.Select((line, i) => line.Event is LeadFactVoided e ? line with { Event = e with { Fact = lines[(i + aim) % lines.Length].Id } } : line);
        return new SlaLife(first, second, Change, [.. aimed.OrderBy(line => line.At)]);
    });

    private static LeadEvent Of(string kind, int choice, int leg, int minute, int length) => kind switch
    {
        "captured" => Captured with { Reopen = choice == 0 },
        "qualified" => Qualified with { Reopen = choice == 0 },
        "accepted" => Accepted with { Owner = choice % 2 == 0 ? "eve" : "bob" },
        "sales-qualified" => SalesQualified,
        "won" => Won,
        "lost" => Lost,
        "recycled" => Recycled,
        "paused" => new LeadPaused
        {
            Leg = leg < Leg.All.Count ? Leg.All[leg].Name : null,
            Actor = choice == 0 ? null : "eve",
            Reason = choice switch { 1 => null, 2 => "lunch", < 6 => "agreed-date", _ => "waiting-for-prospect" },
            Until = choice % 3 == 0 ? null : NaiveCalendar.At(Math.Max(0, minute + length - (choice == 4 ? 3000 : 0))),
        },
        "resumed" => new LeadResumed { Leg = leg < Leg.All.Count ? Leg.All[leg].Name : null },
        "contacted" => Contacted with { Actor = choice == 0 ? null : "eve" },
        "assigned" => AssignedTo(choice % 2 == 0 ? "eve" : "adam", choice % 3 == 0 ? "south" : null),
        _ => new LeadFactVoided { Reason = "mistake" },
    };

    private static NaiveCalendar Open(TimeZoneInfo zone, DayOfWeek[] days, params (int From, int To)[] hours) =>
        new(zone, [.. days.SelectMany(day => hours.Select(open => new OpenWindow(day, TimeSpan.FromHours(open.From), TimeSpan.FromHours(open.To))))], [new DateOnly(2026, 3, 31)]);
}

/// <summary>One such lead.</summary>
public sealed record SlaLife(NaiveSla First, NaiveSla Second, DateTimeOffset Change, IReadOnlyList<Recorded> Log)
{
    public AgreementHistory Agreements => new(Agreed(First), [(Change, Agreed(Second))]);

    public NaiveSla InForce(DateTimeOffset at) => at < Change ? First : Second;

    public override string ToString() => $"\n{Told(First)}\n{Told(Second)} from {Change:MM-dd}\n{string.Join('\n', Log.Select(Told))}";

    private static string Told(NaiveSla sla) => $"risk {sla.RiskPercent} {string.Join(' ', sla.Targets)} {string.Join(' ', sla.Pauses)}";

    private static string Told(Recorded line) => $"{line.Id:N} {NaiveCalendar.Minute(line.Event.OccurredAt)} recorded {NaiveCalendar.Minute(line.At)} {line.Event}";

    private static Agreed Agreed(NaiveSla sla) => LeadLifecycle.Agreed.Default with
    {
        Sla = new SlaPolicy(sla.Version)
        {
            Targets = sla.Targets.ToDictionary(target => target.Key, target => TimeSpan.FromMinutes(target.Value)),
            AtRiskShare = sla.RiskPercent / 100m,
            Pauses = sla.Pauses.ToDictionary(pause => pause.Key, pause => TimeSpan.FromMinutes(pause.Value)),
        },
        Calendars = new CalendarBook(0, new Dictionary<string, BusinessCalendar> { [CalendarBook.DefaultName] = sla.Calendar.Calendar }),
    };
}
