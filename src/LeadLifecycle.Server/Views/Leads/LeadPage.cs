using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary>One page of the lead list, by keyset over the position of each lead's last event.</summary>
/// <param name="Filters">Column and exact value; the columns are the service's own.</param>
/// <param name="Search">Part of a company's name, a campaign or an owner; null for all.</param>
/// <param name="Cursor">The last position of the page before.</param>
internal sealed record LeadPage(IReadOnlyList<(string Column, string Value)> Filters, string? Search, bool NewestFirst, long? Cursor, int Limit)
{
    private const string Card = """
        lead_id, version, position, stage, cycle, since, owner, team, source, channel, campaign,
        company, industry, employees, country, technology, role, score, amount, currency, reason, recorded_at
        """;

    /// <summary>One more than the limit, when there are more.</summary>
    public async Task<List<LeadCard>> Read(NpgsqlDataSource database, string workspace, CancellationToken ct)
    {
        var where = string.Concat(Filters.Select((filter, i) => $" and {filter.Column} = ${i + 5}"));
        await using var command = database.CreateCommand($"""
            select {Card} from {LeadTable.Name}
            where workspace = $1 and ($2::bigint is null or position {(NewestFirst ? "<" : ">")} $2)
              and ($3::text is null or company ilike $3 or campaign ilike $3 or owner ilike $3){where}
            order by position {(NewestFirst ? "desc" : "asc")} limit $4
            """);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = (object?)Cursor ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = Search is null ? DBNull.Value : $"%{Escape(Search)}%", NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Limit + 1 });
        foreach (var (_, value) in Filters) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var cards = new List<LeadCard>();
        while (await reader.ReadAsync(ct)) cards.Add(Read(reader));
        return cards;
    }

    private static LeadCard Read(NpgsqlDataReader row)
    {
        var company = new Company
        {
            Name = Text(row, 11),
            Industry = Text(row, 12),
            Employees = row.IsDBNull(13) ? null : row.GetInt32(13),
            Country = Text(row, 14),
            Technology = Text(row, 15),
            Role = Text(row, 16),
        };
        return new LeadCard(row.GetGuid(0), Text(row, 3) is { } stage ? Enum.Parse<Stage>(stage) : null, row.GetInt32(4), row.GetInt64(1), row.GetInt64(2))
        {
            Since = Instant(row, 5),
            Owner = Text(row, 6),
            Team = Text(row, 7),
            Source = Text(row, 8),
            Channel = Text(row, 9),
            Campaign = Text(row, 10),
            Company = company == new Company() ? null : company,
            Score = row.IsDBNull(17) ? null : row.GetDecimal(17),
            Amount = row.IsDBNull(18) ? null : row.GetDecimal(18),
            Currency = Text(row, 19),
            Reason = Text(row, 20),
            RecordedAt = Instant(row, 21),
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static string Escape(string search) => search.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
