using System.Text.Encodings.Web;
using System.Text.Json;
using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// One file an auditor takes along: events with every column the log proves, the agreements that were in force, a proof for each, the checkpoint they
/// lead to and the key that signed it. It is verified without this service.
/// </summary>
internal sealed class Bundle(NpgsqlDataSource database, Checkpoints checkpoints, AuditKey key)
{
    public const string Format = "leadlifecycle.bundle.v1";

    /// <summary>Events a bundle holds; more are taken by the log.</summary>
    public const int Most = 10_000;

    /// <summary>Of one lead, with its whole history.</summary>
    /// <exception cref="ProblemException">There is no such lead, or no checkpoint yet.</exception>
    public async Task Write(Stream into, string workspace, Guid leadId, CancellationToken ct)
    {
        var events = await Read(workspace, "stream_id = $2 and type like 'lead.%'", [leadId], ct);
        if (events.Count == 0) throw new ProblemException(Codes.LeadUnknown, $"There is no lead {leadId}.");
        await Write(into, workspace, leadId, events, ct);
    }

    /// <summary>Of what was recorded in a time.</summary>
    /// <exception cref="ProblemException">It was too much, or there is no checkpoint yet.</exception>
    public async Task Write(Stream into, string workspace, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var events = await Read(workspace, "timestamp >= $2 and timestamp < $3", [from.ToUniversalTime(), to.ToUniversalTime()], ct);
        if (events.Count > Most) throw new ProblemException(Codes.QueryInvalid, $"More than {Most} events were recorded in that time; take a shorter one, or the whole log (GET /v1/audit/log).");
        await Write(into, workspace, null, events, ct);
    }

    private async Task Write(Stream into, string workspace, Guid? leadId, List<LogEntry> events, CancellationToken ct)
    {
        var checkpoint = await checkpoints.Latest(workspace, long.MaxValue, ct) ?? throw new ProblemException(Codes.NoCheckpoint, AuditEndpoints.NoCheckpoint);
        var tree = await LogTree.Read(database, workspace, ct);
        var definitions = await Read(workspace, "type like 'agreement.%'", [], ct);
        await using var json = new Utf8JsonWriter(into, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("workspace", workspace);
        if (leadId is not null) json.WriteString("lead", leadId.Value);
        json.WriteString("key", (await key.Of(workspace)).ToString());
        json.WriteString("checkpoint", checkpoint.Note);
        var unproven = 0;
        foreach (var (name, entries) in ((string, List<LogEntry>)[])[("events", events), ("definitions", definitions)])
        {
            json.WriteStartArray(name);
            foreach (var entry in entries)
            {
                if (await tree.IndexOf(entry.Position, ct) is { } index && index < checkpoint.Size) await Write(json, tree, entry, index, checkpoint.Size, ct);
                else unproven++;
            }

            json.WriteEndArray();
        }

        // Newer than the checkpoint: the next one will hold them.
        json.WriteNumber("notYetProven", unproven);
        json.WriteEndObject();
    }

    private static async Task Write(Utf8JsonWriter json, LogTree tree, LogEntry entry, long index, long size, CancellationToken ct)
    {
        var proof = await tree.RootsOf(Inclusion.Proof(index, size), ct);
        json.WriteStartObject();
        json.WriteNumber("index", index);
        LogLines.Event(json, entry);
        json.WriteStartArray("proof");
        foreach (var hash in proof) json.WriteBase64StringValue(hash);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task<List<LogEntry>> Read(string workspace, string which, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {LogRows.Columns} from {StoreSetup.Schema}.mt_events where tenant_id = $1 and {which} order by seq_id limit {Most + 1}");
        command.Parameters.Add(new() { Value = workspace });
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await LogRows.Read(command, ct);
    }
}
