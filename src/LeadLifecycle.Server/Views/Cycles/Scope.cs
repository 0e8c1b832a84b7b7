using LeadLifecycle.Server.Hosting;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Which cycles a report is about, as they were in the world and as they were known, and how it is broken down.</summary>
internal sealed record Scope
{
    private static readonly Dictionary<string, string> Dimensions = new(StringComparer.Ordinal)
    {
        ["source"] = "source",
        ["channel"] = "channel",
        ["campaign"] = "campaign",
        ["team"] = "team",
        ["owner"] = "owner",
        ["reason"] = "reason",
    };

    private static readonly Dictionary<string, string> Periods = new(StringComparer.Ordinal)
    {
        ["day"] = "YYYY-MM-DD",
        ["week"] = "IYYY-\"W\"IW",
        ["month"] = "YYYY-MM",
        ["quarter"] = "YYYY-\"Q\"Q",
        ["year"] = "YYYY",
    };

    /// <summary>What a report can be broken down by.</summary>
    public static IReadOnlyCollection<string> DimensionNames => Dimensions.Keys;

    public static IReadOnlyCollection<string> PeriodNames => Periods.Keys;

    public required string Workspace { get; init; }

    /// <summary>Cohort bounds on the stamp of the cycle's lowest stamped stage; from inclusive, to exclusive.</summary>
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Only stamps before this instant count.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Only what was recorded before this instant counts.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>day, week, month, quarter or year of the cohort's date in <see cref="Zone"/>.</summary>
    public string? Period { get; init; }

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>All cycles as they are known now, in one group.</summary>
    public bool IsWhole => (From ?? To ?? AsOf ?? KnownAt) is null && Keys.Count == 0;

    /// <summary>The names of a group's key, in order.</summary>
    public IReadOnlyList<string> Keys => Period is null ? By : [.. By, "period"];

    /// <summary>Reads the parameters all reports share.</summary>
    public static Scope Read(Query query, string workspace) => new()
    {
        Workspace = workspace,
        From = query.Instant("from"),
        To = query.Instant("to"),
        AsOf = query.Instant("asOf"),
        KnownAt = query.Instant("knownAt"),
        By = query.List("by", Dimensions.Keys),
        Period = query.Text("period") is { } period
            ? Periods.ContainsKey(period) ? period : throw Query.Invalid("period", $"is none of {string.Join(", ", Periods.Keys)}")
            : null,
        Zone = ReadZone(query.Text("zone")),
    };

    /// <summary>
    /// The common table expression <c>c</c>: a row per cycle that exists in this scope, with its stamps, its dimensions,
    /// its cohort date and the key columns <c>k1…kn</c>.
    /// </summary>
    public string Sql()
    {
        var keys = string.Concat(By.Select((name, i) => $", {Dimensions[name]} as k{i + 1}"));
        if (Period is not null) keys += $", to_char(cohort_at at time zone $6, '{Periods[Period]}') as k{By.Count + 1}";
        return $"""
            with known as ({CycleTables.Tables.Sql(KnownAt is not null)}),
            cut as (
              select lead_id, cycle, {string.Join(", ", Columns.Stamps.Append(Columns.ContactedAt).Select(Cut))},
                case when {Seen("captured_at")} then source else earlier_source end as source,
                case when {Seen("captured_at")} then channel else earlier_channel end as channel,
                case when {Seen("captured_at")} then campaign else earlier_campaign end as campaign,
                case when {Seen("accepted_at")} then accepted_owner end as owner,
                coalesce(case when {Seen("accepted_at")} then accepted_team end, case when {Seen("qualified_at")} then qualified_team end) as team,
                case when {Seen("lost_at")} or {Seen("recycled_at")} then reason end as reason
              from known),
            dated as (select *, coalesce({string.Join(", ", Columns.Stamps)}) as cohort_at from cut),
            c as (
              select *{keys} from dated
              where cohort_at is not null and ($2::timestamptz is null or cohort_at >= $2) and ($3::timestamptz is null or cohort_at < $3))
            """;
    }

    /// <summary>$1…$6 of <see cref="Sql"/>; a report's own parameters follow.</summary>
    public IEnumerable<Npgsql.NpgsqlParameter> Parameters()
    {
        yield return new() { Value = Workspace };
        foreach (var instant in (DateTimeOffset?[])[From, To, AsOf, KnownAt]) yield return new() { Value = (object?)instant ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        yield return new() { Value = Zone.Id };
    }

    private string Cut(string stamp) => AsOf is null ? stamp : $"case when {stamp} < $4 then {stamp} end as {stamp}";

    private string Seen(string stamp) => AsOf is null ? $"{stamp} is not null" : $"{stamp} < $4";

    private static TimeZoneInfo ReadZone(string? id)
    {
        if (id is null) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw new ProblemException(Codes.ZoneUnknown, $"'{id}' is no IANA time zone.");
    }
}

/// <summary>Column names of the stamps, in rank order.</summary>
internal static class Columns
{
    public const string ContactedAt = "contacted_at";

    public static readonly IReadOnlyList<string> Stamps =
        ["captured_at", "engaged_at", "qualified_at", "accepted_at", "sales_qualified_at", "won_at", "lost_at", "recycled_at"];

    public static string Of(Stage stage) => Stamps[(int)stage];
}
