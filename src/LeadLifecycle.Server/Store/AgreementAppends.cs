using JasperFx;
using Marten;
using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// Changes agreements: one change at a time in a workspace, whichever its kind, because what one kind names another must
/// hold. Read, decided and appended in one transaction on the stream's expected version.
/// </summary>
public sealed class AgreementAppends(NpgsqlDataSource database, IDocumentStore store, AgreementStreams streams)
{
    /// <summary>
    /// A signature whose transaction took longer, as a node's very first may, is rolled back and tried again: it would be dated too
    /// long before the other nodes can read it.
    /// </summary>
    private static readonly TimeSpan Longest = AgreementVersion.Notice / 2;

    private const int Attempts = 5;

    /// <param name="decide">Given every kind's ledger and the instant the event will be dated by; null changes nothing.</param>
    /// <returns>The kind's ledger, with the change.</returns>
    /// <exception cref="AgreementChangedMeanwhileException">Somebody else is changing an agreement; nothing was recorded.</exception>
    /// <exception cref="AgreementOutcomeUnknownException">The commit may or may not have happened.</exception>
    /// <exception cref="TimeoutException">The database is too slow to date an agreement by; nothing was recorded.</exception>
    public async Task<AgreementLedger> Change(
        string workspace, string kind, Func<IReadOnlyDictionary<string, AgreementLedger>, DateTimeOffset, AgreementEvent?> decide, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TryChange(workspace, kind, decide, ct) is { } ledger) return ledger;
        }

        throw new TimeoutException($"An agreement was not appended within {Longest.TotalMilliseconds} ms, {Attempts} times.");
    }

    /// <returns>Null when it took too long and was rolled back.</returns>
    private async Task<AgreementLedger?> TryChange(
        string workspace, string kind, Func<IReadOnlyDictionary<string, AgreementLedger>, DateTimeOffset, AgreementEvent?> decide, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = await Begin(connection, workspace, ct);
        var ledgers = await streams.Read(connection, workspace, ct);
        if (decide(ledgers, now) is not { } e) return ledgers[kind];

        var id = Guid.CreateVersion7(now);
        await Append(transaction, workspace, kind, id, e, ledgers[kind].StreamVersion + 1, ct);
        // Only a signature puts something in force.
        if (e is AgreementSigned && await Now(connection, "clock_timestamp()", ct) - now > Longest) return null;
        await Commit(transaction);
        return ledgers[kind].With(id, e, now);
    }

    private static async Task Commit(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new AgreementOutcomeUnknownException(failure);
        }
    }

    /// <summary>Takes the workspace's lock; the instant by which everything in this transaction is dated.</summary>
    private static async Task<DateTimeOffset> Begin(NpgsqlConnection connection, string workspace, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtextextended('agreements/' || $1, 0))", connection);
        command.Parameters.Add(new() { Value = workspace });
        if (!(bool)(await command.ExecuteScalarAsync(ct))!) throw new AgreementChangedMeanwhileException();
        return await Now(connection, "now()", ct);
    }

    private static async Task<DateTimeOffset> Now(NpgsqlConnection connection, string clock, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select " + clock, connection);
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    private async Task Append(NpgsqlTransaction transaction, string workspace, string kind, Guid id, AgreementEvent e, long version, CancellationToken ct)
    {
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = workspace;
        await using var session = store.LightweightSession(options);
        var stored = session.Events.BuildEvent(e);
        stored.Id = id;
        session.Events.Append(Workspace.AgreementIdOf(workspace, kind), version, stored);
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (ConcurrencyException)
        {
            throw new AgreementChangedMeanwhileException();
        }
    }
}

/// <summary>Somebody else changes an agreement of the workspace at this moment.</summary>
public sealed class AgreementChangedMeanwhileException() : Exception("Somebody else is changing an agreement.");

/// <summary>The database did not say whether it committed.</summary>
public sealed class AgreementOutcomeUnknownException(Exception cause) : Exception("The database did not say whether it committed.", cause);
