using System.Text;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;
using Marten;

namespace LeadLifecycle.Server.Contacts;

/// <summary>Writes a group's personal data and new identity keys in the transaction of its events.</summary>
internal sealed class VaultWriter : ICommitParticipant
{
    public void Enlist(IDocumentOperations transaction, IReadOnlyList<Appended> appended)
    {
        var made = appended.Where(a => a.Version == 1 && a.Submission.Key is not null).ToArray();
        if (made.Length > 0)
        {
            transaction.QueueSqlCommand(
                $"insert into {VaultTables.Identity} (workspace, sender, subject, lead_id) select ?, * from unnest(?, ?, ?) on conflict do nothing",
                transaction.TenantId,
                made.Select(a => a.Submission.Key!.Sender).ToArray(),
                made.Select(a => a.Submission.Key!.Subject).ToArray(),
                made.Select(a => a.Submission.LeadId).ToArray());
        }

        var said = appended.Where(a => a.Submission.Personal is not null).ToArray();
        if (said.Length > 0)
        {
            transaction.QueueSqlCommand(
                $"insert into {VaultTables.Vault} (workspace, lead_id, version, salt, said) select ?, * from unnest(?, ?, ?, ?)",
                transaction.TenantId,
                said.Select(a => a.Submission.LeadId).ToArray(),
                said.Select(a => a.Version).ToArray(),
                said.Select(a => a.Submission.Personal!.Salt).ToArray(),
                said.Select(a => Encoding.UTF8.GetString(a.Submission.Personal!.Json)).ToArray());
        }
    }
}
