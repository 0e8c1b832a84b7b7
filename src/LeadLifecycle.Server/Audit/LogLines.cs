using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// The whole log as JSON Lines, for verification elsewhere: a head, a line for each leaf with its event, each checkpoint after the leaf it ends
/// with, and an end that tells a cut file from a whole one. What the store says of an event is written as it stands, right or wrong.
/// </summary>
internal sealed class LogLines(NpgsqlDataSource database, Checkpoints checkpoints, AuditKey key)
{
    public const string Format = "leadlifecycle.log.v1";

    private const int CheckpointPage = 1_000;

    public async Task Write(Stream into, string workspace, CancellationToken ct)
    {
        // Before the leaves: what is signed while they are read has more of them.
        var last = (await checkpoints.Latest(workspace, long.MaxValue, ct))?.Size ?? 0;
        var tree = await LogTree.Read(database, workspace, ct);
        var publicKey = (await key.Of(workspace)).ToString();
        await Line(into, json => { json.WriteString("format", Format); json.WriteString("workspace", workspace); json.WriteString("key", publicKey); }, ct);
        var signed = new Queue<KeptCheckpoint>(await checkpoints.After(workspace, long.MinValue, CheckpointPage, ct));
        var index = 0L;
        await foreach (var (leaf, position, entry) in Leaves(workspace, tree, ct))
        {
            if (leaf is null)
            {
                await Line(into, json => Event(json, entry, "extra"), ct);
                continue;
            }

            await Line(into, json => { json.WriteNumber("index", index); json.WriteNumber("position", position); json.WriteBase64String("leaf", leaf); Event(json, entry); }, ct);
            index++;
            while (signed.TryPeek(out var next) && next.Size <= index)
            {
                await Line(into, json => json.WriteString("checkpoint", signed.Dequeue().Note), ct);
                if (signed.Count == 0) signed = new Queue<KeptCheckpoint>(await checkpoints.After(workspace, next.Size, CheckpointPage, ct));
            }
        }

        // Leaves that were signed and are not there any more.
        foreach (var missing in signed.Where(missing => missing.Size <= last)) await Line(into, json => json.WriteString("checkpoint", missing.Note), ct);
        await Line(into, json => json.WriteNumber("size", index), ct);
    }

    /// <summary>An event in the form it is proven in, though not in its canonical bytes.</summary>
    public static void Event(Utf8JsonWriter json, LogEntry? entry, string member = "event")
    {
        if (entry is null)
        {
            json.WriteNull(member);
            return;
        }

        var canonical = new ArrayBufferWriter<byte>();
        entry.WriteCanonical(canonical);
        json.WritePropertyName(member);
        json.WriteRawValue(canonical.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>Leaf by leaf with the event of its position, if there is one; and events where the log has no leaf.</summary>
    private async IAsyncEnumerable<(byte[]? Leaf, long Position, LogEntry? Entry)> Leaves(string workspace, LogTree tree, [EnumeratorCancellation] CancellationToken ct)
    {
        var before = long.MinValue;
        for (var tile = 0L; tile * AuditTables.TileSize < tree.Size; tile++)
        {
            var positions = await tree.Positions(tile, ct);
            var events = await Events(workspace, before, positions[^1], ct);
            var at = 0;
            for (var i = 0; i < positions.Length; i++)
            {
                for (; at < events.Count && events[at].Position < positions[i]; at++) yield return (null, events[at].Position, events[at]);
                var leaf = await tree.Leaf((tile * AuditTables.TileSize) + i, ct);
                yield return at < events.Count && events[at].Position == positions[i] ? (leaf, positions[i], events[at++]) : (leaf, positions[i], null);
            }

            before = positions[^1];
            tree.Forget(tile);
        }
    }

    private async Task<List<LogEntry>> Events(string workspace, long after, long upTo, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {LogRows.Columns} from {StoreSetup.Schema}.mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3 order by seq_id");
        foreach (var value in (object[])[workspace, after, upTo]) command.Parameters.Add(new() { Value = value });
        return await LogRows.Read(command, ct);
    }

    private static async Task Line(Stream into, Action<Utf8JsonWriter> write, CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        await into.WriteAsync(line.WrittenMemory, ct);
    }
}
