using LeadLifecycle.Server.Edges.Connections.Salesforce;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Salesforce;

/// <summary>What the changes of leads and opportunities say.</summary>
public sealed class SalesforceTests
{
    private const string Body = """{"ChangeEventHeader":{}}""";
    private const string Hex = "dbe633268ab62ad152a0d2b6d46ad2b263b68422717f230e7c9af782a771ac06";
    private const string Base64 = "2+YzJoq2KtFSoNK21GrSsmO2hCJxfyMOfJr3gqdxrAY=";
    private readonly SalesforceVendor _vendor = new();

    [Fact]
    public void a_new_lead_is_captured_and_has_an_owner()
    {
        var items = _vendor.With().Translate(Lead("CREATE", """
            "Name":{"Salutation":"Ms","FirstName":"Brenda","LastName":"Mcclure"},"Email":"brenda@cardinal.net","Phone":null,"MobilePhone":"(847) 262-5000","Company":"Cardinal","Title":"CFO",
            "Industry":"Energy","NumberOfEmployees":120,"Address":{"Street":null,"Country":"USA"},"LeadSource":"Web","Status":"Open - Not Contacted","IsConverted":false,"OwnerId":"005A","Description":null
            """));
        items.Count.ShouldBe(3);
        items[0].ShouldSay("", """
            {"id":"t:1:00Q1:captured","type":"lead.captured","subject":"lead/00Q1","time":"2024-04-26T17:49:39.000Z",
             "data":{"source":"Web","contact":{"email":"brenda@cardinal.net","phone":"(847) 262-5000","name":"Brenda Mcclure"},
                     "company":{"name":"Cardinal","industry":"Energy","employees":120,"country":"USA","role":"CFO"},"actor":"005U"}}
            """);
        items[1].ShouldBeIgnored("");
        items[2].ShouldSay("", """{"id":"t:1:00Q1:owner","type":"lead.owner-assigned","subject":"lead/00Q1","time":"2024-04-26T17:49:39.000Z","data":{"owner":"005A","actor":"005U"}}""");
    }

    [Fact]
    public void a_queue_that_owns_is_a_team() => _vendor.With().Translate(Lead("UPDATE", "\"OwnerId\":\"00G1\"")).ShouldHaveSingleItem().Data().ToJsonString().ShouldBe("""{"team":"00G1","actor":"005U"}""");

    [Theory]
    [InlineData("Working - Contacted", "lead.contacted")]
    [InlineData("Contacted", "lead.contacted")]
    [InlineData("Closed - Not Converted", "lead.lost")]
    [InlineData("Unqualified", "lead.lost")]
    public void the_statuses_of_a_new_organisation_mean_something(string status, string type) =>
        _vendor.With().Translate(Lead("UPDATE", $"\"Status\":\"{status}\"")).ShouldHaveSingleItem().Type().ShouldBe(type);

    [Fact]
    public void a_connection_says_what_its_statuses_mean()
    {
        var mapping = _vendor.With("""{"statuses": {"Working - Contacted": ["lead.sales-accepted", "lead.contacted"], "Nurturing": {"type": "lead.recycled", "data": {"reason": "timing"}}, "Contacted": null}}""");
        var items = mapping.Translate(Lead("UPDATE", "\"Status\":\"Working - Contacted\",\"OwnerId\":\"005A\""));
        items.Count.ShouldBe(3);
        items[0].ShouldSay("", """{"id":"t:1:00Q1:status","type":"lead.sales-accepted","subject":"lead/00Q1","time":"2024-04-26T17:49:39.000Z","data":{"owner":"005A","actor":"005U"}}""");
        items[1].ShouldSay("", """{"id":"t:1:00Q1:status/2","type":"lead.contacted","subject":"lead/00Q1","time":"2024-04-26T17:49:39.000Z","data":{"kind":"Working - Contacted","actor":"005U"}}""");
        items[2].Type().ShouldBe("lead.owner-assigned");
        mapping.Translate(Lead("UPDATE", "\"Status\":\"Nurturing\"")).ShouldHaveSingleItem().Data()["reason"]!.GetValue<string>().ShouldBe("timing");
        mapping.Translate(Lead("UPDATE", "\"Status\":\"Contacted\"")).ShouldHaveSingleItem().ShouldBeIgnored("");
    }

    [Fact]
    public void a_status_nobody_explained_waits_and_what_else_changed_is_told()
    {
        var items = _vendor.With().Translate(Lead("UPDATE", "\"Status\":\"Hot\",\"OwnerId\":\"005A\""));
        items.Count.ShouldBe(2);
        items[0].ShouldBeUnclear("", "mapping.value-unknown");
        items[1].Type().ShouldBe("lead.owner-assigned");
    }

    [Fact]
    public void one_event_of_several_records_is_a_fact_of_each() =>
        _vendor.With().Translate(Lead("UPDATE", "\"OwnerId\":\"005A\"").Replace("[\"00Q1\"]", "[\"00Q1\",\"00Q2\"]", StringComparison.Ordinal)).Select(item => item.Id()).ShouldBe(["t:1:00Q1:owner", "t:1:00Q2:owner"]);

    [Theory]
    [InlineData("\"Name\":null,\"Status\":null,\"OwnerId\":null,\"IsConverted\":null")]
    [InlineData("\"Email\":\"new@cardinal.net\"")]
    public void what_does_not_move_a_lead_is_ignored(string fields) => _vendor.With().Translate(Lead("UPDATE", fields)).ShouldHaveSingleItem().ShouldBeIgnored("");

    [Theory]
    [InlineData("DELETE", "mapping.deletion")]
    [InlineData("GAP_UPDATE", "mapping.gap")]
    [InlineData("GAP_OVERFLOW", "mapping.gap")]
    [InlineData("CONJURE", "mapping.type-unknown")]
    public void a_change_nobody_can_tell_waits(string change, string code) => _vendor.With().Translate(Lead(change, "\"x\":1")).ShouldHaveSingleItem().ShouldBeUnclear("", code);

    [Fact]
    public void an_undeleted_lead_was_never_away() => _vendor.With().Translate(Lead("UNDELETE", "\"Status\":\"Hot\"")).ShouldHaveSingleItem().ShouldBeIgnored("");

    [Theory]
    [InlineData("entityName", "mapping.member-missing")]
    [InlineData("changeType", "mapping.member-missing")]
    [InlineData("recordIds", "mapping.member-missing")]
    [InlineData("transactionKey", "mapping.member-missing")]
    [InlineData("sequenceNumber", "mapping.member-missing")]
    [InlineData("commitTimestamp", "mapping.time-missing")]
    [InlineData("ChangeEventHeader", "mapping.shape-unknown")]
    public void without_what_a_change_needs_it_waits(string member, string code) =>
        _vendor.With().Translate(Lead("CREATE", "\"OwnerId\":\"005A\"").Replace($"\"{member}\":", "\"x\":", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeUnclear("", code);

    [Fact]
    public void every_record_of_a_kind_is_no_lead() =>
        _vendor.With().Translate(Lead("UPDATE", "\"OwnerId\":\"005A\"").Replace("00Q1", "00Q*", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeUnclear("", "mapping.subject-missing");

    [Theory]
    [InlineData("\"StageName\":\"Closed Won\",\"IsClosed\":true,\"IsWon\":true,\"Amount\":120.50,\"CurrencyIsoCode\":\"EUR\"", "lead.won", """{"amount":"120.50","currency":"EUR","actor":"005U"}""")]
    [InlineData("\"StageName\":\"Signed\",\"IsWon\":true", "lead.won", """{"actor":"005U"}""")]
    [InlineData("\"StageName\":\"Closed Won\"", "lead.won", """{"actor":"005U"}""")]
    [InlineData("\"StageName\":\"Closed Lost\",\"IsClosed\":true,\"IsWon\":false,\"Amount\":7", "lead.lost", """{"actor":"005U"}""")]
    public void an_opportunity_that_names_its_lead_ends_it(string fields, string type, string data)
    {
        var opportunity = Opportunity(fields + ",\"LeadId__c\":\"00Q1\"");
        var item = _vendor.With("""{"opportunityLeadField": "LeadId__c"}""").Translate(opportunity).ShouldHaveSingleItem();
        item.ShouldSay("", $$"""{"id":"t:1:00Q1:closed","type":"{{type}}","subject":"lead/00Q1","time":"2024-04-26T17:49:39.000Z","data":{{data}}}""");
        _vendor.With().Translate(opportunity).ShouldHaveSingleItem().ShouldBeUnclear("", "mapping.subject-missing");
    }

    [Fact]
    public void an_opportunity_that_goes_on_is_ignored_and_one_that_ends_without_its_lead_waits()
    {
        var mapping = _vendor.With("""{"opportunityLeadField": "LeadId__c"}""");
        mapping.Translate(Opportunity("\"StageName\":\"Negotiation\",\"IsWon\":null,\"IsClosed\":false")).ShouldHaveSingleItem().ShouldBeIgnored("");
        mapping.Translate(Opportunity("\"IsWon\":true,\"LeadId__c\":null")).ShouldHaveSingleItem().ShouldBeUnclear("", "mapping.subject-missing");
    }

    [Theory]
    [InlineData("{}", "X-Signature", Hex, true)]
    [InlineData("{}", "X-Signature", Base64, false)]
    [InlineData("{}", "X-Signature", "forwarder-secret", false)]
    [InlineData("{}", "X-Signature", "", false)]
    [InlineData("""{"signature": {"scheme": "hmac", "header": "X-Relay", "algorithm": "sha256", "encoding": "base64"}}""", "X-Relay", Base64, true)]
    [InlineData("""{"signature": {"scheme": "hmac", "header": "X-Relay", "algorithm": "sha256", "encoding": "base64"}}""", "X-Signature", Hex, false)]
    [InlineData("""{"signature": {"scheme": "token", "header": "Authorization", "prefix": "Bearer "}}""", "Authorization", "Bearer forwarder-secret", true)]
    [InlineData("""{"signature": {"scheme": "token", "header": "Authorization", "prefix": "Bearer "}}""", "Authorization", "Bearer forwarder-secret2", false)]
    [InlineData("""{"signature": {"scheme": "token", "header": "Authorization", "prefix": "Bearer "}}""", "X-Signature", Hex, false)]
    public void the_forwarder_shows_that_it_holds_the_secret(string mapping, string header, string value, bool good) =>
        _vendor.With(mapping).IsSigned(Translation.Delivery(Body, headers: (header, value)), "forwarder-secret", default).ShouldBe(good);

    [Theory]
    [InlineData("""{"signature": {"header": "X-Signature"}}""", "/mapping/signature/scheme")]
    [InlineData("""{"statuses": {"New": "lead.new"}}""", "/mapping/statuses/New")]
    [InlineData("""{"currency": "usd"}""", "/mapping/currency")]
    [InlineData("""{"stages": {}}""", "/mapping/stages")]
    public void a_mapping_that_says_nothing_known_is_refused(string mapping, string pointer) => Should.Throw<MalformedException>(() => _vendor.With(mapping)).Pointer.ShouldBe(pointer);

    private static string Lead(string change, string fields) => Change("Lead", "00Q1", change, fields);

    private static string Opportunity(string fields) => Change("Opportunity", "0061", "UPDATE", fields);

    private static string Change(string entity, string record, string change, string fields) =>
        $$"""{"ChangeEventHeader":{"entityName":"{{entity}}","recordIds":["{{record}}"],"changeType":"{{change}}","transactionKey":"t","sequenceNumber":1,"commitTimestamp":1714153779000,"commitUser":"005U"},{{fields}}}""";
}
