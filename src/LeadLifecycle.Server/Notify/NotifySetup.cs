using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Notify.Api;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Channels.Broker;
using LeadLifecycle.Server.Notify.Email;
using LeadLifecycle.Server.Notify.Live;
using LeadLifecycle.Server.Notify.Outbound;
using LeadLifecycle.Server.Store;
using Microsoft.Extensions.Options;

namespace LeadLifecycle.Server.Notify;

public static class NotifySetup
{
    public static IServiceCollection AddNotify(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<NotifyOptions>(configuration.GetSection("Notify"));
        services.AddSingleton(AllowList.From(configuration));
        services.AddSingleton<FanOutBell>();
        services.AddSingleton<ICommitParticipant, NoticeWriter>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<FanOut>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<ContactReader>();
        services.AddSingleton<NotifyMetrics>();
        services.AddSingleton<Sender>();
        services.AddSingleton<Redelivery>();
        services.AddSingleton<DeliveryList>();
        services.AddSingleton<Asked>();
        services.AddSingleton<NotificationLog>();
        services.AddSingleton<Tails>();
        services.AddSingleton<ICommitParticipant>(provider => provider.GetRequiredService<Tails>());
        services.AddSingleton<Dispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
        services.AddSingleton<Overdue>();
        services.AddHostedService<Reconciler>();
        services.AddSingleton<IChannel, WebhookChannel>();
        services.AddSingleton<IChannel, SlackChannel>();
        services.AddSingleton(provider => new Mailer(EmailSettings.Find(configuration), provider.GetRequiredService<IOptions<NotifyOptions>>()));
        services.AddSingleton<IChannel, EmailChannel>();
        services.AddBroker(configuration);
        // The exchange has its own patience; a redirect is a failure, because nobody checked where it leads. Its loggers
        // would write addresses, and an address can be a credential.
        services.AddHttpClient(Exchange.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new OutboundHandler(provider.GetRequiredService<AllowList>()))
            .RemoveAllLoggers();
        services.AddTable(NotifyTables.SubscriptionTable());
        services.AddTable(NotifyTables.NotificationTable());
        services.AddTable(NotifyTables.DeliveryTable());
        services.AddTable(NotifyTables.AttemptTable());
        return services;
    }

    public static void MapNotify(this IEndpointRouteBuilder app)
    {
        app.MapSubscriptions();
        app.MapSubscriptionControls();
        app.MapDeliveries();
        app.MapReceipts();
        app.MapStream();
    }
}
