using System.Security.Cryptography;
using System.Text;
using CsCheck;
using LeadLifecycle.Server.Notify.Signing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace LeadLifecycle.Server.Tests.Notify.Signing;

/// <summary>The vectors of Standard Webhooks, and what no signature may survive; checked with other code than signed it.</summary>
public sealed class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly WebhookSecret Secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static readonly SigningKey Key = SigningKey.Parse("whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=");

    [Fact]
    public void the_vector_of_the_shared_secret_holds()
    {
        var headers = WebhookSignature.Headers(Id, At, Body, Secret);
        headers["webhook-id"].ShouldBe(Id);
        headers["webhook-timestamp"].ShouldBe("1614265330");
        headers["webhook-signature"].ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        headers.Count.ShouldBe(3);
    }

    [Fact]
    public void the_vector_of_the_public_key_holds() =>
        WebhookSignature.Headers(Id, At, Body, Key)["webhook-signature"].ShouldBe("v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==");

    [Fact]
    public void a_rotation_signs_with_the_new_secret_and_the_old()
    {
        var old = WebhookSecret.Generate();
        var signatures = WebhookSignature.Headers(Id, At, Body, Secret, old, Key)["webhook-signature"].Split(' ');
        signatures.Select(one => one.Split(',')[0]).ShouldBe(["v1", "v1", "v1a"]);
        signatures.ShouldBe([.. new IWebhookKey[] { Secret, old, Key }.Select(key => WebhookSignature.Headers(Id, At, Body, key)["webhook-signature"])]);
    }

    [Fact]
    public void what_was_signed_is_good_and_any_flipped_bit_of_it_is_not() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Long[0, 4_000_000_000], Gen.Int[0, int.MaxValue - 1], Gen.Int[0, 7]).Sample((body, seconds, at, bit) =>
        {
            var headers = WebhookSignature.Headers(Id, DateTimeOffset.FromUnixTimeSeconds(seconds), body, Secret, Key);
            byte[] content = [.. Encoding.ASCII.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. body];
            var whole = IsGoodShared(content, headers) && IsGoodPublic(content, headers);
            content[at % content.Length] ^= (byte)(1 << bit);
            return whole && !IsGoodShared(content, headers) && !IsGoodPublic(content, headers);
        });

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a\r\nx: y")]
    [InlineData("ä")]
    public void an_id_that_would_break_the_headers_or_what_is_signed_is_refused(string id) =>
        Should.Throw<ArgumentException>(() => WebhookSignature.Headers(id, At, Body, Secret));

    [Fact]
    public void nothing_goes_out_unsigned() => Should.Throw<ArgumentException>(() => WebhookSignature.Headers(Id, At, Body));

    private static bool IsGoodShared(byte[] content, IReadOnlyDictionary<string, string> headers)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        return Signature(headers, "v1").AsSpan().SequenceEqual(hmac.ComputeHash(content));
    }

    private static bool IsGoodPublic(byte[] content, IReadOnlyDictionary<string, string> headers)
    {
        var signer = new Ed25519Signer();
        signer.Init(false, new Ed25519PublicKeyParameters(Convert.FromBase64String(Key.PublicKey["whpk_".Length..])));
        signer.BlockUpdate(content, 0, content.Length);
        return signer.VerifySignature(Signature(headers, "v1a"));
    }

    private static byte[] Signature(IReadOnlyDictionary<string, string> headers, string scheme) =>
        Convert.FromBase64String(headers["webhook-signature"].Split(' ').Single(one => one.StartsWith(scheme + ",", StringComparison.Ordinal))[(scheme.Length + 1)..]);
}
