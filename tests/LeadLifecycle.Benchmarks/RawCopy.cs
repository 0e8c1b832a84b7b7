using System.Diagnostics;
using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>What PostgreSQL itself does with the same rows: a binary COPY into a table with the events table's columns and indexes.</summary>
internal static class RawCopy
{
    /// <summary>Seconds for all rows, in one transaction, by one connection.</summary>
    public static async Task<double> Run(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var rows = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(rows))
            await using (var source = await connection.BeginRawBinaryCopyAsync("copy leads.mt_events to stdout (format binary)"))
            {
                await source.CopyToAsync(file);
            }

            await using (var create = new NpgsqlCommand("create table raw_events (like leads.mt_events including all)", connection)) await create.ExecuteNonQueryAsync();
            var started = Stopwatch.GetTimestamp();
            await using (var file = File.OpenRead(rows))
            await using (var target = await connection.BeginRawBinaryCopyAsync("copy raw_events from stdin (format binary)"))
            {
                await file.CopyToAsync(target);
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            File.Delete(rows);
        }
    }
}
