using System.Security.Cryptography;
using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Hosting.Secrets;
using Microsoft.Extensions.Options;
using Npgsql;
using NSec.Cryptography;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// The installation's signing key, made once and kept in the database, closed with <c>Secrets:Key</c>: whoever has the database alone cannot sign.
/// A log's origin is the installation's name and the workspace.
/// </summary>
internal sealed class AuditKey(NpgsqlDataSource database, SecretBox box, IOptions<AuditOptions> options)
{
    private const string Purpose = "audit.key";
    private const int SeedLength = 32;
    private static readonly SignatureAlgorithm s_ed25519 = SignatureAlgorithm.Ed25519;
    private readonly Lazy<Task<(string Name, byte[] Seed)>> _kept = new(() => Find(database, box, options.Value.Origin));

    /// <summary>The public half, under the name of the workspace's log.</summary>
    public async Task<NoteKey> Of(string workspace)
    {
        var (name, seed) = await _kept.Value;
        using var key = Open(seed);
        return new NoteKey($"{name}/{workspace}", key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public async Task<SignedNote> Sign(string workspace, string text)
    {
        var (_, seed) = await _kept.Value;
        using var key = Open(seed);
        return SignedNote.Sign(text, await Of(workspace), content => s_ed25519.Sign(key, content));
    }

    /// <summary>Two nodes may start at once: the first key stored is everybody's.</summary>
    private static async Task<(string Name, byte[] Seed)> Find(NpgsqlDataSource database, SecretBox box, string origin)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {AuditTables.Key} (one, name, seed) values (true, $1, $2) on conflict do nothing")
        {
            Parameters = { new() { Value = origin }, new() { Value = box.Protect(RandomNumberGenerator.GetBytes(SeedLength), Purpose) } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select name, seed from {AuditTables.Key}"));
        await using var reader = await batch.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) throw new InvalidOperationException("The key that signs checkpoints vanished while it was made.");
        return (reader.GetString(0), box.Unprotect(reader.GetFieldValue<byte[]>(1), Purpose));
    }

    private static Key Open(byte[] seed) => Key.Import(s_ed25519, seed, KeyBlobFormat.RawPrivateKey);
}
