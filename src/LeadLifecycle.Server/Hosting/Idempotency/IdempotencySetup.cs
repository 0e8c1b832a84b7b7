using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Hosting.Idempotency;

internal static class IdempotencySetup
{
    private const string Says =
        "1 to 255 printable ASCII characters. The same request on the same path with the same key is done once and answered as the first was, with Idempotent-Replayed: true, for at least 24 hours. "
        + "What failed with 5xx is not remembered; a key whose server died is free for the same request after 2 minutes.";

    public static IServiceCollection AddIdempotency(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<IdempotencyOptions>(configuration.GetSection("Idempotency"))
        .AddTable(IdempotencyTable.Table())
        .AddSingleton<RememberedAnswers>()
        .AddHostedService<ForgottenAnswers>();

    /// <summary>The route takes an <c>Idempotency-Key</c>; stands after its description.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route) => route.AddEndpointFilter<IdempotencyFilter>().DescribeMore(described => described
        .Header(IdempotencyFilter.Header, Shape.Text(Says).UpTo(IdempotencyFilter.LongestKey).Like("^[ -~]*$"))
        .Problems(Codes.IdempotencyKeyInvalid, Codes.IdempotencyKeyReused, Codes.IdempotencyKeyInUse));
}
