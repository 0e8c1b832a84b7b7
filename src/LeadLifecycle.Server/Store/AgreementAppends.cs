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
    /// <summary>A transaction that took longer is given up: its events would be dated too far before they can be read.</summary>
    private static readonly TimeSpan Longest = AgreementVersion.Notice / 4;

    /// <summary>A transaction is slow when it is a node's first, or the database busy; neither is anybody's change.</summary>
    private const int Attempts = 4;

    /// <param name="decide">Given every kind's ledger and the instant the event will be dated by; null changes nothing.</param>
    /// <returns>The kind's ledger, with the change.</returns>
    /// <exception cref="AgreementChangedMeanwhileException">Somebody else is changing an agreement, or the database is too slow for one; nothing was recorded.</exception>
    /// <exception cref="AgreementOutcomeUnknownException">The commit may or may not have happened.</exception>
    public async Task<AgreementLedger> Change(
        string workspace, string kind, Func<IReadOnlyDictionary<string, AgreementLedger>, DateTimeOffset, AgreementEvent?> decide, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await Attempt(workspace, kind, decide, ct) is { } changed) return changed;
        }

        throw new AgreementChangedMeanwhileException();
    }

    /// <summary>Null when it took too long; nothing was recorded then.</summary>
    private async Task<AgreementLedger?> Attempt(
        string workspace, string kind, Func<IReadOnlyDictionary<string, AgreementLedger>, DateTimeOffset, AgreementEvent?> decide, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = await Begin(connection, workspace, ct);
        var ledgers = await streams.Read(connection, workspace, ct);
        if (decide(ledgers, now) is not { } e) return ledgers[kind];

        var id = Guid.CreateVersion7(now);
        await Append(transaction, workspace, kind, id, e, ledgers[kind].StreamVersion + 1, ct);
        if (await Now(connection, "clock_timestamp()", ct) - now > Longest) return null;
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new AgreementOutcomeUnknownException(failure);
        }

        return ledgers[kind].With(id, e, now);
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
