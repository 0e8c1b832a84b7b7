using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>Which page of a list of clocks is asked for: the <c>cursor</c> and <c>limit</c> parameters.</summary>
/// <param name="After">Null for the first page.</param>
/// <param name="Limit">Most clocks on the page.</param>
internal sealed record ClockPage(ClockCursor? After, int Limit)
{
    public const int LargestLimit = 500;

    private const int DefaultLimit = 50;

    public static ClockPage Read(Query query) => new(ClockCursor.Read(query.Text("cursor")), (int)(query.Whole("limit", 1, LargestLimit) ?? DefaultLimit));

    /// <summary>The due time, lead and leg the page begins behind, and how many rows to read: one more than the page, to know whether there is another.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() =>
    [
        new() { Value = (object?)After?.Due.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        new() { Value = (object?)After?.LeadId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        new() { Value = (object?)After?.Leg ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        new() { Value = Limit + 1 },
    ];

    /// <summary>Cuts what was read to the page; the cursor of the next one is null on the last.</summary>
    public (T[] Rows, string? Next) Cut<T>(IReadOnlyList<T> read, Func<T, ClockCursor> cursor)
    {
        var rows = read.Take(Limit).ToArray();
        return (rows, read.Count > Limit ? cursor(rows[^1]).ToString() : null);
    }
}

/// <summary>Where a page of clocks ended: the last one's due time, lead and leg.</summary>
internal sealed record ClockCursor(DateTimeOffset Due, Guid LeadId, string Leg)
{
    public static ClockCursor? Read(string? text)
    {
        if (text is null) return null;
        return text.Split('~') is [var due, var lead, var leg] && Rfc3339.TryParse(due, out var instant) && Guid.TryParse(lead, out var leadId)
            ? new ClockCursor(instant, leadId, leg)
            : throw Query.Invalid("cursor", "is none that a page ended with");
    }

    public static ClockCursor Of(Guid leadId, Clock clock) => new(clock.Due!.Value, leadId, clock.Leg.Name);

    public override string ToString() => $"{Due.UtcDateTime:O}~{LeadId:D}~{Leg}";
}
