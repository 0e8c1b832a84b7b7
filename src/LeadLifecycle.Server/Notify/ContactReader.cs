using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>Reads the granted contact fields from the vault at the moment of sending; after an erasure there are none.</summary>
internal sealed class ContactReader(NpgsqlDataSource database)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public async Task<IReadOnlyDictionary<string, string>> Read(string workspace, Guid? leadId, IReadOnlyList<string> granted, CancellationToken ct)
    {
        if (leadId is not { } lead || granted.Count == 0) return None;
        await using var command = database.CreateCommand($"select said from {StoreSetup.Schema}.contact_vault where workspace = $1 and lead_id = $2 order by version");
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = lead });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var contact = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            foreach (var (name, value) in JsonNode.Parse(reader.GetString(0))!["contact"] as JsonObject ?? [])
            {
                if (granted.Contains(name) && value is JsonValue text) contact[name] = text.ToString();
            }
        }

        return contact;
    }
}
