using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>A brand, business unit or client; nothing crosses from one to another.</summary>
public sealed class Workspace(string name, byte[] secret)
{
    /// <summary>The one a fresh install has.</summary>
    public const string Main = "main";

    public string Name { get; } = name;

    /// <summary>The stream id of an external key: the same key is always the same lead, and no id can be guessed from a key.</summary>
    public Guid LeadIdOf(string sender, string subject) => ToGuid(HMACSHA256.HashData(secret, Framed("lead", sender, subject)));

    /// <summary>The id a sender's event is stored by, so that a fact sent twice is found by its id.</summary>
    public Guid EventIdOf(string sender, string id) => ToGuid(SHA256.HashData(Framed("event", Name, sender, id)));

    /// <summary>The id of what a lead's clock raises: the same alarm has the same id, and no sender can take it first.</summary>
    public Guid AlarmIdOf(Guid leadId, string alarm) => ToGuid(HMACSHA256.HashData(secret, Framed("alarm", leadId.ToString("D"), alarm)));

    /// <summary>The stream id of a kind of agreement. No key of a lead has these bytes, and nothing about it is secret.</summary>
    public static Guid AgreementIdOf(string workspace, string kind) => ToGuid(SHA256.HashData(Framed("agreement", workspace, kind)));

    /// <summary>The stream id of what was administered in a workspace.</summary>
    public static Guid AdminIdOf(string workspace) => ToGuid(SHA256.HashData(Framed("admin", workspace)));

    /// <summary>A keyed hash of a canonical request; keyed, because a request can hold personal data that could be guessed.</summary>
    public string HashOf(ReadOnlySpan<byte> canonicalRequest) => Convert.ToBase64String(HMACSHA256.HashData(secret, canonicalRequest).AsSpan(0, 16));

    /// <summary>Length-prefixed, so that no two lists of parts have the same bytes.</summary>
    private static byte[] Framed(params ReadOnlySpan<string> parts)
    {
        var size = 0;
        foreach (var part in parts) size += 4 + Encoding.UTF8.GetByteCount(part);
        var bytes = new byte[size];
        var at = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, bytes.AsSpan(at + 4));
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), length);
            at += 4 + length;
        }

        return bytes;
    }

    /// <summary>A version 8 UUID of the first bytes (RFC 9562).</summary>
    private static Guid ToGuid(Span<byte> hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

/// <summary>The workspaces of this installation and their secrets, made once and kept in the database.</summary>
public sealed class Workspaces(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<string, Workspace> _known = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Nobody made it.</exception>
    public async ValueTask<Workspace> Get(string name, CancellationToken ct = default)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        // A fresh install has this one, whoever asks for it first.
        if (name == Workspace.Main) await Make(name, ct);
        return _known.GetOrAdd(name, await Load(name, ct));
    }

    /// <returns>False when there is one of that name.</returns>
    public async Task<bool> Make(string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into leads.workspace (name, secret) values ($1, $2) on conflict do nothing");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = RandomNumberGenerator.GetBytes(32) });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select name from leads.workspace order by name");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Two nodes may make it at once: the first secret stored is everybody's.</summary>
    private async Task<Workspace> Load(string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select secret from leads.workspace where name = $1");
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(ct) is byte[] secret ? new Workspace(name, secret) : throw new InvalidOperationException($"There is no workspace '{name}'.");
    }
}
