using LeadLifecycle.Server.Edges.Connections.HubSpot;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections.HubSpot;

/// <summary>What HubSpot's deliveries say.</summary>
public sealed class HubSpotTests
{
    private readonly HubSpotVendor _vendor = new();

    [Fact]
    public void the_batch_of_the_documentation_is_a_touch_and_a_capture()
    {
        var items = _vendor.With().Translate(RealFiles.Webhook("hubspot", "webhook-v3-batch.json"));
        items.Count.ShouldBe(2);
        items[0].ShouldSay("/0", """
            {"id":"33:3816279340:25:1246965:1462216307945","type":"lead.touched","subject":"portal/33/contact/1246965","time":"2016-05-02T19:11:47.945Z","data":{"kind":"subscriber"}}
            """);
        items[1].ShouldSay("/1", """
            {"id":"33:3816279480:22:1246978:1462216307945","type":"lead.captured","subject":"portal/33/contact/1246978","time":"2016-05-02T19:11:47.945Z"}
            """);
    }

    [Fact]
    public void a_delivery_names_its_type_in_another_member_than_the_documentation() =>
        _vendor.With().Translate(RealFiles.Webhook("hubspot", "webhook-subscriptionType-variant.json")).ShouldHaveSingleItem().ShouldSay("/0", """
            {"id":"12345678:100:1234:123:1711234567890","type":"lead.marketing-qualified","subject":"portal/12345678/contact/123","time":"2024-03-23T22:56:07.890Z","data":{"actor":"userId:12345"}}
            """);

    [Fact]
    public void a_contact_as_the_api_reads_it_is_no_delivery_and_waits() =>
        _vendor.With().Translate(RealFiles.Webhook("hubspot", "crm-v3-contact-create-request.json")).ShouldHaveSingleItem().ShouldBeUnclear("", "mapping.shape-unknown");

    [Theory]
    [InlineData("subscriber", "lead.touched")]
    [InlineData("lead", "lead.captured")]
    [InlineData("marketingqualifiedlead", "lead.marketing-qualified")]
    [InlineData("salesqualifiedlead", "lead.sales-qualified")]
    [InlineData("opportunity", "lead.sales-qualified")]
    [InlineData("customer", "lead.won")]
    public void lifecycle_stages_become_stages(string stage, string type) => _vendor.With().Translate(Property("lifecyclestage", $"\"{stage}\"")).ShouldHaveSingleItem().Type().ShouldBe(type);

    [Theory]
    [InlineData("\"other\"", "mapping.value-unknown")]
    [InlineData("\"Lead\"", "mapping.value-unknown")]
    [InlineData("\"91736021\"", "mapping.value-unknown")]
    [InlineData("null", "mapping.member-missing")]
    public void a_stage_nobody_explained_waits(string value, string code) => _vendor.With().Translate(Property("lifecyclestage", value)).ShouldHaveSingleItem().ShouldBeUnclear("/0", code);

    [Theory]
    [InlineData("lifecyclestage", "\"evangelist\"")]
    [InlineData("lifecyclestage", "\"\"")]
    [InlineData("hs_lead_status", "\"OPEN\"")]
    [InlineData("hubspot_owner_id", "\"\"")]
    [InlineData("firstname", "\"Jane\"")]
    public void what_does_not_move_a_lead_is_ignored(string property, string value) => _vendor.With().Translate(Property(property, value)).ShouldHaveSingleItem().ShouldBeIgnored("/0");

    [Fact]
    public void a_connection_says_what_its_stages_and_statuses_mean()
    {
        var mapping = _vendor.With("""
            {"stages": {"salesqualifiedlead": "lead.sales-accepted", "other": null, "91736021": ["lead.sales-accepted", "lead.contacted"]},
             "leadStatuses": {"BAD_TIMING": {"type": "lead.recycled", "data": {"reason": "timing"}}, "NEW": null}}
            """);
        mapping.Translate(Property("lifecyclestage", "\"salesqualifiedlead\"")).ShouldHaveSingleItem().Type().ShouldBe("lead.sales-accepted");
        mapping.Translate(Property("lifecyclestage", "\"customer\"")).ShouldHaveSingleItem().Type().ShouldBe("lead.won");
        mapping.Translate(Property("lifecyclestage", "\"other\"")).ShouldHaveSingleItem().ShouldBeIgnored("/0");
        mapping.Translate(Property("lifecyclestage", "\"91736021\"")).Select(item => (item.Type(), item.Id())).ShouldBe([("lead.sales-accepted", "7:1:2:3:5"), ("lead.contacted", "7:1:2:3:5/2")]);
        mapping.Translate(Property("hs_lead_status", "\"BAD_TIMING\"")).ShouldHaveSingleItem().ShouldSay("/0", """
            {"id":"7:1:2:3:5","type":"lead.recycled","subject":"portal/7/contact/3","time":"1970-01-01T00:00:00.005Z","data":{"reason":"timing"}}
            """);
        mapping.Translate(Property("hs_lead_status", "\"NEW\"")).ShouldHaveSingleItem().ShouldBeIgnored("/0");
        mapping.Translate(Property("hs_lead_status", "\"OPEN\"")).ShouldHaveSingleItem().ShouldBeUnclear("/0", "mapping.value-unknown");
    }

    [Fact]
    public void an_owner_is_assigned() => _vendor.With().Translate(Property("hubspot_owner_id", "\"9007199254740993\"")).ShouldHaveSingleItem().ShouldSay("/0", """
        {"id":"7:1:2:3:5","type":"lead.owner-assigned","subject":"portal/7/contact/3","time":"1970-01-01T00:00:00.005Z","data":{"owner":"9007199254740993"}}
        """);

    [Theory]
    [InlineData("contact.deletion", "mapping.deletion")]
    [InlineData("contact.privacyDeletion", "mapping.deletion")]
    [InlineData("contact.merge", "mapping.merge")]
    [InlineData("contact.conjured", "mapping.type-unknown")]
    [InlineData("unicorn.creation", "mapping.type-unknown")]
    [InlineData("contact", "mapping.type-unknown")]
    [InlineData("object.creation", "mapping.type-unknown")]
    public void what_nobody_can_map_waits(string type, string code) => _vendor.With().Translate(Event(type)).ShouldHaveSingleItem().ShouldBeUnclear("/0", code);

    [Theory]
    [InlineData("contact.restore")]
    [InlineData("contact.associationChange")]
    [InlineData("company.creation")]
    [InlineData("deal.propertyChange")]
    [InlineData("ticket.deletion")]
    [InlineData("conversation.newMessage")]
    public void what_is_understood_and_no_step_is_ignored(string type) => _vendor.With().Translate(Event(type)).ShouldHaveSingleItem().ShouldBeIgnored("/0");

    [Fact]
    public void the_generic_types_name_the_object_apart()
    {
        _vendor.With().Translate(Event("object.creation", "\"objectTypeId\":\"0-1\",")).ShouldHaveSingleItem().Type().ShouldBe("lead.captured");
        _vendor.With().Translate(Event("object.creation", "\"objectTypeId\":\"0-3\",")).ShouldHaveSingleItem().ShouldBeIgnored("/0");
    }

    [Fact]
    public void an_id_beyond_2_to_the_53_survives() => _vendor.With().Translate("""
        [{"eventId":9007199254740993,"subscriptionId":9007199254740995,"portalId":9007199254740997,"objectId":9007199254740999,"occurredAt":1711234567000,"subscriptionType":"contact.creation"}]
        """).ShouldHaveSingleItem().ShouldSay("/0", """
        {"id":"9007199254740997:9007199254740993:9007199254740995:9007199254740999:1711234567000","type":"lead.captured","subject":"portal/9007199254740997/contact/9007199254740999","time":"2024-03-23T22:56:07.000Z"}
        """);

    [Fact]
    public void another_attempt_is_the_same_event_and_the_same_event_id_alone_is_not()
    {
        string Of(string member, int value) => _vendor.With().Translate(Event("contact.creation", $"\"attemptNumber\":{(member == "attemptNumber" ? value : 0)},")
            .Replace($"\"{member}\":{Original(member)}", $"\"{member}\":{value}", StringComparison.Ordinal)).ShouldHaveSingleItem().Id();
        Of("attemptNumber", 9).ShouldBe(Of("attemptNumber", 1));
        var ids = ((string[])["eventId", "subscriptionId", "objectId", "occurredAt", "portalId"]).Select(member => Of(member, 77)).ToList();
        ids.Append(Of("attemptNumber", 0)).Distinct().Count().ShouldBe(6);
    }

    [Theory]
    [InlineData("portalId")]
    [InlineData("objectId")]
    [InlineData("eventId")]
    [InlineData("subscriptionId")]
    public void an_event_without_what_identifies_it_waits(string member) =>
        _vendor.With().Translate(Event("contact.creation").Replace($"\"{member}\":", "\"x\":", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeUnclear("/0", "mapping.member-missing");

    [Fact]
    public void an_event_without_a_time_waits() =>
        _vendor.With().Translate(Event("contact.creation").Replace("\"occurredAt\":5", "\"occurredAt\":null", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeUnclear("/0", "mapping.time-missing");

    [Theory]
    [InlineData("\"lunchtime\"")]
    [InlineData("-1")]
    [InlineData("1.5e12")]
    [InlineData("253402300800000")]
    public void a_time_nobody_can_read_waits(string time) =>
        _vendor.With().Translate(Event("contact.creation").Replace("\"occurredAt\":5", "\"occurredAt\":" + time, StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeUnclear("/0", "mapping.time-unreadable");

    [Theory]
    [InlineData("""{"stage": {}}""", "/mapping/stage")]
    [InlineData("""{"stages": []}""", "/mapping/stages")]
    [InlineData("""{"stages": {"lead": "captured"}}""", "/mapping/stages/lead")]
    [InlineData("""{"stages": {"a/b": 7}}""", "/mapping/stages/a~1b")]
    [InlineData("""{"stages": {"lead": ["lead.captured", "lead.gone"]}}""", "/mapping/stages/lead/1")]
    [InlineData("""{"stages": {"lead": {"type": "lead.lost", "data": {"reason": 7}}}}""", "/mapping/stages/lead/data/reason")]
    [InlineData("""{"stages": {"lead": {"type": "lead.lost", "data": {"cause": "price"}}}}""", "/mapping/stages/lead/data")]
    [InlineData("""{"stages": {"lead": {"type": "lead.lost", "date": {}}}}""", "/mapping/stages/lead/date")]
    [InlineData("""{"stages": {"lead": {"type": "lead.lost", "data": []}}}""", "/mapping/stages/lead/data")]
    [InlineData("""{"leadStatuses": {"NEW": {}}}""", "/mapping/leadStatuses/NEW/type")]
    public void a_mapping_that_says_nothing_known_is_refused(string mapping, string pointer) => Should.Throw<MalformedException>(() => _vendor.With(mapping)).Pointer.ShouldBe(pointer);

    private static string Property(string name, string value) => Event("contact.propertyChange", $"\"propertyName\":\"{name}\",\"propertyValue\":{value},");

    private static string Event(string type, string more = "") => $$"""[{"eventId":1,"subscriptionId":2,"portalId":7,"objectId":3,{{more}}"occurredAt":5,"subscriptionType":"{{type}}"}]""";

    private static int Original(string member) => member switch { "eventId" => 1, "subscriptionId" => 2, "portalId" => 7, "objectId" => 3, "occurredAt" => 5, _ => 0 };
}
