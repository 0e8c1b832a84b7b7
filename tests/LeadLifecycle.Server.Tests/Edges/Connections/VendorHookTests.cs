using System.Text;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>What vendors send, through their connections into the history of leads; the same delivery twice records nothing.</summary>
[Collection(SharedServer.Name)]
public sealed class VendorHookTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task hubspot()
    {
        var hook = await VendorHook.On(_server, "hubspot");
        var (batch, change) = (RealFiles.Webhook("hubspot", "webhook-v3-batch.json"), RealFiles.Webhook("hubspot", "webhook-subscriptionType-variant.json"));

        (await hook.Deliver(batch)).ShouldCount(recorded: 2);
        (await hook.Deliver(change)).ShouldCount(recorded: 1);
        (await hook.Deliver(batch.Replace("\"attemptNumber\": 0", "\"attemptNumber\": 1", StringComparison.Ordinal))).ShouldCount(duplicate: 2);
        (await hook.Deliver(change)).ShouldCount(duplicate: 1);

        (await hook.History("portal/33/contact/1246965")).ShouldBe([("lead.touched", "2016-05-02T19:11:47.945Z")]);
        (await hook.History("portal/33/contact/1246978")).ShouldBe([("lead.captured", "2016-05-02T19:11:47.945Z")]);
        (await hook.History("portal/12345678/contact/123")).ShouldBe([("lead.marketing-qualified", "2024-03-23T22:56:07.89Z")]);
        ((string?)(await hook.Lead("portal/12345678/contact/123"))["stage"]).ShouldBe("MarketingQualified");
    }

    [Fact]
    public async Task a_contact_as_hubspots_api_reads_it_waits_once()
    {
        var hook = await VendorHook.On(_server, "hubspot");
        var request = RealFiles.Webhook("hubspot", "crm-v3-contact-create-request.json");
        (await hook.Deliver(request)).ShouldCount(quarantined: 1);
        (await hook.Deliver(request)).ShouldCount(quarantined: 1);
        ((string?)(await hook.Quarantine()).ShouldHaveSingleItem()["code"]).ShouldBe("mapping.shape-unknown");
    }

    [Fact]
    public async Task mautic()
    {
        var hook = await VendorHook.On(_server, "mautic", """{"qualifyAtPoints": 50}""");
        (await hook.Deliver(RealFiles.Webhook("mautic", "contact-identified.raw.json"))).ShouldCount(recorded: 1);
        (await hook.Deliver(RealFiles.Webhook("mautic", "contact-identified.fixture.json"))).ShouldCount(duplicate: 1);
        var points = """{"mautic.lead_points_change":[{"contact":{"id":52},"points":{"old_points":40,"new_points":60},"timestamp":"2017-07-01T08:00:00+02:00"}],"timestamp":"2017-07-01T08:05:00+02:00"}""";
        (await hook.Deliver(points)).ShouldCount(recorded: 1);
        (await hook.Deliver(points.Replace("08:05", "09:05", StringComparison.Ordinal))).ShouldCount(duplicate: 1);

        (await hook.History("contact/52")).ShouldBe([("lead.captured", "2017-06-19T09:31:18Z"), ("lead.marketing-qualified", "2017-07-01T06:00:00Z")]);
        var lead = (string)(await hook.Lead("contact/52"))["leadId"]!;
        ((string?)(await _server.Get($"/v1/leads/{lead}/contact"))["contact"]!["email"]).ShouldBe("john@doe.name");
        (await _server.Ask($"/v1/leads/{lead}/history")).Text.ShouldNotContain("doe", Case.Insensitive);
    }

    [Fact]
    public async Task salesforce()
    {
        var hook = await VendorHook.On(_server, "salesforce");
        var conversion = RealFiles.Webhook("salesforce", "lead-conversion-cdc.json");
        (await hook.Deliver(conversion)).ShouldCount(recorded: 1, ignored: 3);
        (await hook.Deliver(conversion)).ShouldCount(duplicate: 1, ignored: 3);

        (await hook.History("lead/00Q5f000005bwLFEAY")).ShouldBe([("lead.sales-qualified", "2024-04-26T17:49:40Z")]);
        ((string?)(await hook.Lead("lead/00Q5f000005bwLFEAY"))["stage"]).ShouldBe("SalesQualified");
    }

    [Fact]
    public async Task segment()
    {
        var hook = await VendorHook.On(_server, "segment", """{"events": {"Course Clicked": "lead.engaged"}}""");
        foreach (var file in (string[])["identify.json", "track.json"])
        {
            (await hook.Deliver(RealFiles.Webhook("segment", file))).ShouldCount(recorded: 1);
            (await hook.Deliver(RealFiles.Webhook("segment", file))).ShouldCount(duplicate: 1);
        }

        (await hook.History("user/97980cfea0067")).ShouldBe([("lead.captured", "2015-02-23T22:28:55.111Z")]);
        (await hook.History("user/AiUGstSDIg")).ShouldBe([("lead.engaged", "2015-12-12T19:11:01.249Z")]);
    }

    [Fact]
    public async Task what_waits_is_recorded_by_a_better_mapping()
    {
        var hook = await VendorHook.On(_server, "hubspot");
        (await hook.Deliver("""
            [{"eventId":1,"subscriptionId":2,"portalId":7,"objectId":9007199254740993,"occurredAt":1711234567890,"subscriptionType":"contact.propertyChange","propertyName":"lifecyclestage","propertyValue":"91736021"},
             {"eventId":2,"subscriptionId":2,"portalId":7,"objectId":9007199254740993,"occurredAt":1711234567000,"subscriptionType":"contact.creation"}]
            """)).ShouldCount(recorded: 1, quarantined: 1);
        (await _server.Send(new HttpRequestMessage(HttpMethod.Patch, hook.At)
        {
            Content = new StringContent("""{"mapping":{"stages":{"91736021":"lead.sales-accepted"}}}""", Encoding.UTF8, "application/json"),
        })).Status.ShouldBe(200);

        (await _server.Say(hook.At + "/quarantine/replay", "{}", "application/json")).Status.ShouldBe(200);

        (await hook.Quarantine()).ShouldBeEmpty();
        (await hook.History("portal/7/contact/9007199254740993")).Select(e => e.Type).ShouldBe(["lead.captured", "lead.sales-accepted"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("hubspot")]
    [InlineData("mautic")]
    [InlineData("salesforce")]
    [InlineData("segment")]
    public async Task nobody_delivers_without_a_signature(string vendor) =>
        (await (await VendorHook.On(_server, vendor)).DeliverUnsigned("[]")).ShouldBeProblem(401, "delivery.signature-wrong");
}
