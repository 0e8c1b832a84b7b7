using LeadLifecycle.Server.Tests.Access;
using LeadLifecycle.Server.Tests.Agreements;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>One role owns the tables, another works in them: who has the service's password still cannot change what is recorded.</summary>
public sealed class SchemaOwnerTests(PrivateDatabases databases)
{
    private const string InsufficientPrivilege = "42501";

    [Fact]
    public async Task the_service_works_and_its_role_cannot_change_what_is_recorded()
    {
        var owner = await databases.Create();
        var service = await databases.AsNewRole(owner);
        await using (var server = await RunningServer.Start(service, With(owner)))
        {
            await server.ShouldStillWork();
            var lead = await server.Capture("kept/" + Wire.NewId());
            (await server.Step(lead, "qualify")).ShouldBeOutcome("recorded");
            (await server.Agree("sla", """{"targets":{"acceptance":"2h"}}""")).ShouldBeGreaterThan(0);
            (await server.Say("/v1/views/rebuild", "", "application/json")).Status.ShouldBe(202);
            await server.ShouldStillWork();
        }

        await Run(service, "grant update, delete on leads.mt_events to public"); // answered with a warning, and nothing granted
        foreach (var sql in (string[])
            [
                "update leads.mt_events set timestamp = now()", "update leads.mt_events set data = '{}'", "delete from leads.mt_events", "truncate leads.mt_events",
                "delete from leads.mt_streams", "truncate leads.mt_streams cascade", "update leads.mt_streams set id = gen_random_uuid()", "update leads.mt_streams set is_archived = true",
                "alter table leads.mt_events disable trigger all", "drop table leads.mt_events", "drop schema leads cascade", "select setval('leads.mt_events_sequence', 1)",
                "create rule forget as on insert to leads.mt_events do instead nothing", "create or replace function leads.append_lead_events() returns void language sql as ''",
                "create table leads.mine (id int)",
            ])
        {
            (await Refused(service, sql)).ShouldBe(InsufficientPrivilege, sql);
        }

        (await Refused(service, "select count(*) from leads.mt_events")).ShouldBeNull();
    }

    [Fact]
    public async Task once_the_schema_is_made_the_owner_is_not_needed()
    {
        var owner = await databases.Create();
        var service = await databases.AsNewRole(owner);
        (await Refusal(service)).ShouldContain("db-apply");
        await (await RunningServer.Start(service, With(owner))).DisposeAsync();
        await using (var server = await RunningServer.Start(service)) await server.ShouldStillWork();

        await Run(owner, "alter table leads.contact_vault drop column recorded_at");
        (await Refusal(service)).ShouldContain("ConnectionStrings__Owner");
        await ServerCommands.Run(service, With(owner), "db-apply");
        await using (var server = await RunningServer.Start(service)) await server.ShouldStillWork();
    }

    [Fact]
    public async Task production_wants_two_roles_or_a_word_that_one_is_enough()
    {
        var (owner, production) = (await databases.Create(), new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Secrets__Key"] = Convert.ToBase64String(new byte[32]) });
        (await Refusal(owner, production)).ShouldContain("Database__OneRole");
        production["ConnectionStrings__Owner"] = owner;
        (await Refusal(owner, production)).ShouldContain("ops/postgres/roles.sql", customMessage: "The same role twice is one role.");
        var service = await databases.AsNewRole(owner);
        var key = await ProductionServer.FirstKey(service, production);
        await using var server = await RunningServer.Start(service, production);
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await server.ShouldStillWork();
    }

    private static Dictionary<string, string> With(string owner) => new() { ["ConnectionStrings__Owner"] = owner };

    private static async Task<string> Refusal(string connectionString, IReadOnlyDictionary<string, string>? environment = null) =>
        (await Should.ThrowAsync<InvalidOperationException>(async () => await (await RunningServer.Start(connectionString, environment)).DisposeAsync())).Message;

    /// <returns>The error's code; null when it was done.</returns>
    private static async Task<string?> Refused(string connectionString, string sql)
    {
        try
        {
            await Run(connectionString, sql);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private static async Task Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
