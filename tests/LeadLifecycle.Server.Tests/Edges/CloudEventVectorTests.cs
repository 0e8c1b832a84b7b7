using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>The envelopes that CloudEvents 1.0 refuses and accepts.</summary>
[Collection(SharedServer.Name)]
public sealed class CloudEventVectorTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData("id", null)]
    [InlineData("id", "\"\"")]
    [InlineData("id", "17")]
    [InlineData("type", null)]
    [InlineData("type", "\"\"")]
    [InlineData("source", null)]
    [InlineData("source", "\"\"")]
    [InlineData("specversion", null)]
    [InlineData("specversion", "\"\"")]
    [InlineData("specversion", "\"0.9\"")]
    [InlineData("specversion", "1.0")]
    [InlineData("time", "\"lunchtime\"")]
    [InlineData("time", "\"2018-04-05T18:31Z\"")]
    [InlineData("time", "\"2018-04-05T18:31:00X\"")]
    [InlineData("time", "\"2018-04-05T18:31:00+25:00\"")]
    [InlineData("time", "\"2018-04-05T18:31:00+xx:00\"")]
    [InlineData("time", "\"2018-04-05T18:31:00+05\"")]
    [InlineData("time", "\"2018-04-05T18:31:00\"")]
    [InlineData("time", "\"2018-04-05\"")]
    [InlineData("time", "\"2018-02-30T18:31:00Z\"")]
    [InlineData("time", "\"2018-04-05T24:00:00Z\"")]
    [InlineData("time", "\"2018-04-05T18:31:00,5Z\"")]
    [InlineData("time", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("time", "\"\"")]
    [InlineData("time", "1522953060")]
    [InlineData("datacontenttype", "\"\"")]
    [InlineData("datacontenttype", "\"json\"")]
    [InlineData("datacontenttype", "\"text/xml\"")]
    [InlineData("dataschema", "\"\"")]
    [InlineData("subject", "\"\"")]
    [InlineData("subject", "17")]
    [InlineData("MyExtension", "\"a\"")]
    [InlineData("my.extension", "\"a\"")]
    [InlineData("myextension", "1.5")]
    [InlineData("myextension", "{}")]
    [InlineData("myextension", "4294967296")]
    [InlineData("data_base64", "\"e30=\"")]
    public async Task refused(string member, string? json)
    {
        var fact = Wire.Captured("vector/" + Wire.NewId());
        if (json is null) fact.Remove(member);
        else fact[member] = JsonNode.Parse(json);
        (await _server.Report(fact)).ShouldBeProblem(400, "event.malformed", "/" + member);
        var batch = await _server.ReportAll(fact, Wire.Captured("vector/" + Wire.NewId()));
        ((string?)batch[0]["code"]).ShouldBe("event.malformed");
        ((string?)batch[0]["pointer"]).ShouldBe("/" + member);
        ((string?)batch[1]["outcome"]).ShouldBe("recorded");
    }

    [Fact]
    public async Task data_in_base64_alone_is_refused_too()
    {
        var fact = Wire.Captured("vector/" + Wire.NewId());
        fact.Remove("data");
        fact["data_base64"] = "e30=";
        (await _server.Report(fact)).ShouldBeProblem(400, "event.malformed", "/data_base64");
    }

    [Theory]
    [InlineData("datacontenttype", "null")]
    [InlineData("dataschema", "null")]
    [InlineData("myextension", "null")]
    [InlineData("data", "null")]
    [InlineData("source", "\"https://crm.example/leads#fragment\"")]
    [InlineData("time", "\"2018-04-05T17:31:00.123456789Z\"")]
    [InlineData("time", "\"2018-04-05t17:31:00z\"")]
    [InlineData("time", "\"2018-04-05T17:31:00-00:00\"")]
    [InlineData("time", "\"2018-04-05T17:31:00+14:00\"")]
    [InlineData("datacontenttype", "\"application/json\"")]
    [InlineData("datacontenttype", "\"application/vnd.lead+json; charset=utf-8\"")]
    [InlineData("dataschema", "\"https://schema.example/lead\"")]
    [InlineData("myextension", "\"text\"")]
    [InlineData("myextension", "true")]
    [InlineData("myextension", "2147483647")]
    public async Task accepted(string member, string json)
    {
        var fact = Wire.Captured("vector/" + Wire.NewId());
        fact[member] = JsonNode.Parse(json);
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_null_subject_is_a_missing_one_and_a_contact_may_stand_for_it()
    {
        var fact = Wire.Captured("x", "{\"contact\":{\"email\":\"" + Wire.NewId() + "@vector.example\"}}");
        fact["subject"] = null;
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
        fact["data"] = new JsonObject();
        fact["id"] = Wire.NewId();
        (await _server.Report(fact)).ShouldBeProblem(400, "event.malformed", "/subject");
    }

    [Fact]
    public async Task an_envelope_member_twice_is_malformed()
    {
        var twice = Wire.Captured("vector/1").ToJsonString().Replace("\"specversion\":\"1.0\"", "\"specversion\":\"1.0\",\"specversion\":\"1.0\"");
        (await _server.Say("/v1/events", twice, Wire.One)).ShouldBeProblem(400, "event.malformed", "/specversion");
    }

    [Fact]
    public async Task times_are_kept_in_utc_to_the_microsecond()
    {
        var fact = Wire.Captured("vector/" + Wire.NewId());
        fact["time"] = "2018-04-05T17:31:00.123456789+02:00";
        var lead = (string)(await _server.Report(fact)).Json["leadId"]!;
        ((string?)(await _server.Get($"/v1/leads/{lead}/history"))["events"]![0]!["occurredAt"]).ShouldBe("2018-04-05T15:31:00.123456Z");
    }
}
