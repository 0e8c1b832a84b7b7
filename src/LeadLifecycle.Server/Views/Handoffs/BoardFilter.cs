using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>Which clocks are asked for.</summary>
/// <param name="States">See <see cref="ClockStates"/>.</param>
internal sealed record BoardFilter(IReadOnlyCollection<string> States, string? Leg, string? Owner, string? Team, string? Source)
{
    /// <summary>Over the rows of clocks, $3 to $6.</summary>
    public const string Sql = "($3::text is null or leg = $3) and ($4::text is null or owner = $4) and ($5::text is null or team = $5) and ($6::text is null or source = $6)";

    public IEnumerable<NpgsqlParameter> Parameters() =>
        new[] { Leg, Owner, Team, Source }.Select(text => new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
}
