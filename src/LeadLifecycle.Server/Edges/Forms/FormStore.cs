using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using Npgsql;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>The forms as they lie in the database.</summary>
internal sealed class FormStore(NpgsqlDataSource database)
{
    private const string Select = $"select id, workspace, definition::text, created_at from {FormTable.Name}";

    /// <summary>The form a visitor names, whosever it is.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public Task<Form> Public(string id, CancellationToken ct) => One(id, $"{Select} where id = $1", [], ct);

    /// <summary>The form an operator names.</summary>
    /// <exception cref="ProblemException">There is none in the workspace.</exception>
    public Task<Form> Of(string workspace, string id, CancellationToken ct) => One(id, $"{Select} where id = $1 and workspace = $2", [workspace], ct);

    public Task<List<Form>> All(string workspace, CancellationToken ct) => Read($"{Select} where workspace = $1 order by created_at, id", [workspace], ct);

    public async Task<Form> Add(string workspace, FormDefinition definition, CancellationToken ct) => (await Read(
        $"insert into {FormTable.Name} (id, workspace, definition) values ($1, $2, $3::jsonb) returning id, workspace, definition::text, created_at",
        [Guid.NewGuid(), workspace, JsonSerializer.Serialize(definition, FormJson.Options)], ct))[0];

    /// <exception cref="ProblemException">It is gone.</exception>
    public Task<Form> Change(Form form, FormDefinition definition, CancellationToken ct) => One(
        $"{form.Id}",
        $"update {FormTable.Name} set definition = $2::jsonb where id = $1 and workspace = $3 returning id, workspace, definition::text, created_at",
        [JsonSerializer.Serialize(definition, FormJson.Options), form.Workspace], ct);

    /// <exception cref="ProblemException">It is gone.</exception>
    public Task<Form> Delete(string workspace, string id, CancellationToken ct) => One(
        id, $"delete from {FormTable.Name} where id = $1 and workspace = $2 returning id, workspace, definition::text, created_at", [workspace], ct);

    private async Task<Form> One(string id, string sql, object[] more, CancellationToken ct) =>
        Guid.TryParse(id, out var known) && await Read(sql, [known, .. more], ct) is [var form] ? form : throw new ProblemException(Codes.FormUnknown, "There is no such form.");

    private async Task<List<Form>> Read(string sql, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var forms = new List<Form>();
        while (await row.ReadAsync(ct))
        {
            forms.Add(new Form(row.GetGuid(0), row.GetString(1), JsonSerializer.Deserialize<FormDefinition>(row.GetString(2), FormJson.Options)!, row.GetFieldValue<DateTimeOffset>(3)));
        }

        return forms;
    }
}
