using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.HubSpot;
using LeadLifecycle.Server.Tests.RealData;
using Microsoft.AspNetCore.Http;

namespace LeadLifecycle.Server.Tests.Edges.Connections.HubSpot;

/// <summary>
/// HubSpot's own vectors for versions 1 and 2. It publishes none for version 3: those here were computed with Python's <c>hmac</c> from
/// the words of its documentation.
/// </summary>
public sealed class HubSpotSignatureTests
{
    private const string Secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private const string Body = """{"example_field":"example_value"}""";
    private const string Url = "https://www.example.com/webhook_uri";
    private const string V3 = "rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=";
    private const string V2 = "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900";
    private const string Timestamp = "1700000000000";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1700000000000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void the_vectors_of_hubspot_hold_and_no_other_secret_or_version(int index)
    {
        using var file = JsonDocument.Parse(RealFiles.Webhook("hubspot", "signature-vectors.json"));
        var secret = file.RootElement.GetProperty("clientSecret").GetString()!;
        var vector = file.RootElement.GetProperty("vectors")[index];
        string Text(string name, string otherwise) => vector.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;
        Delivery Of(string version) => Translation.Delivery(
            Text("requestBody", ""), Text("url", Url), Text("method", "POST"), ("X-HubSpot-Signature", Text("signature", "")), ("X-HubSpot-Signature-Version", version));

        IsSigned(Of(Text("version", "")), secret).ShouldBeTrue();
        IsSigned(Of(Text("version", "")), secret + "y").ShouldBeFalse();
        IsSigned(Of(Text("version", "") == "v1" ? "v2" : "v1"), secret).ShouldBeFalse();
    }

    [Fact]
    public void a_computed_vector_of_version_3_holds() => IsSigned(Signed(V3, Timestamp)).ShouldBeTrue();

    [Fact]
    public void version_3_signs_the_address_with_some_escapes_undone() => IsSigned(Translation.Delivery(
        Body, "https://www.example.com/hooks/a%3Ab?to=x%40y.example%2cz&keep=%20%25", "POST", ("X-HubSpot-Signature-v3", "+lSx1LrdtyI99dZs9puGjGOIQfvgYnc+eJatL5WYYwI="), ("X-HubSpot-Request-Timestamp", Timestamp))).ShouldBeTrue();

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    [InlineData(-300_000, true)]
    [InlineData(-300_001, false)]
    public void version_3_is_good_for_five_minutes(int millisecondsLater, bool good) => IsSigned(Signed(V3, Timestamp), Secret, At.AddMilliseconds(millisecondsLater)).ShouldBe(good);

    [Theory]
    [InlineData("1700000000001")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.7e12")]
    [InlineData("now")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public void version_3_with_another_time_is_not_good(string timestamp) => IsSigned(Signed(V3, timestamp)).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("rQEKkaNUiu")]
    [InlineData("!")]
    [InlineData("sQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=")]
    public void where_version_3_is_there_no_older_one_counts(string v3)
    {
        var delivery = Signed(v3, Timestamp);
        delivery.Headers.Append("X-HubSpot-Signature", V2);
        delivery.Headers.Append("X-HubSpot-Signature-Version", "v2");
        IsSigned(delivery).ShouldBeFalse();
        delivery.Headers.Remove("X-HubSpot-Signature-v3");
        IsSigned(delivery).ShouldBeTrue();
    }

    [Fact]
    public void another_method_address_or_body_or_two_signatures_or_none_are_not_good()
    {
        (string, string)[] headers = [("X-HubSpot-Signature", V2), ("X-HubSpot-Signature-Version", "v2")];
        IsSigned(Translation.Delivery(Body, Url, "POST", headers)).ShouldBeTrue();
        IsSigned(Translation.Delivery(Body, Url, "PUT", headers)).ShouldBeFalse();
        IsSigned(Translation.Delivery(Body, Url + "?", "POST", headers)).ShouldBeFalse();
        IsSigned(Translation.Delivery(Body + " ", Url, "POST", headers)).ShouldBeFalse();
        IsSigned(Translation.Delivery(Body, Url, "POST", [.. headers, ("X-HubSpot-Signature", V2)])).ShouldBeFalse();
        IsSigned(Translation.Delivery(Body, Url)).ShouldBeFalse();
    }

    private static Delivery Signed(string v3, string timestamp) => Translation.Delivery(Body, Url, "POST", ("X-HubSpot-Signature-v3", v3), ("X-HubSpot-Request-Timestamp", timestamp));

    private static bool IsSigned(Delivery delivery, string secret = Secret, DateTimeOffset? now = null) => new HubSpotVendor().With().IsSigned(delivery, secret, now ?? At);
}
