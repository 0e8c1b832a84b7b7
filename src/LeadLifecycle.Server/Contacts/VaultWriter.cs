using System.Text;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Contacts;

/// <summary>Writes a group's personal data and new identity keys in the transaction of its events.</summary>
internal sealed class VaultWriter : ICommitParticipant
{
    public void Enlist(Commit commit, IReadOnlyList<Appended> appended)
    {
        var made = appended.Where(a => a.Version == 1 && a.Submission.Key is not null).ToArray();
        if (made.Length > 0)
        {
            commit.Queue(
                $"insert into {VaultTables.Identity} (workspace, sender, subject, lead_id) select $1, * from unnest($2, $3, $4) on conflict do nothing",
                commit.Workspace,
                made.Select(a => a.Submission.Key!.Sender).ToArray(),
                made.Select(a => a.Submission.Key!.Subject).ToArray(),
                made.Select(a => a.Submission.LeadId).ToArray());
        }

        var said = appended.Where(a => a.Submission.Personal is not null).ToArray();
        if (said.Length > 0)
        {
            commit.Queue(
                $"insert into {VaultTables.Vault} (workspace, lead_id, version, salt, said) select $1, * from unnest($2, $3, $4, $5)",
                commit.Workspace,
                said.Select(a => a.Submission.LeadId).ToArray(),
                said.Select(a => a.Version).ToArray(),
                said.Select(a => a.Submission.Personal!.Salt).ToArray(),
                said.Select(a => Encoding.UTF8.GetString(a.Submission.Personal!.Json)).ToArray());
        }
    }
}
