using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides the extension method that maps the webhook of Partner Center.</summary>
public static class ReferralsWebhookEndpointRouteBuilderExtensions
{
    /// <summary>Maps the address that Partner Center sends events to, for POST requests.</summary>
    /// <param name="endpoints">The route builder, such as the application.</param>
    /// <param name="pattern">The path, such as <c>/webhooks/referrals</c>.</param>
    /// <returns>
    /// A builder to add conventions to. Anonymous requests are allowed, because the signature authenticates the sender.
    /// </returns>
    /// <remarks>
    /// <para>
    /// The endpoint reads at most 64 KB, verifies the signature over these bytes, queues the event and answers; handlers run afterwards.
    /// No answer has a body.
    /// </para>
    /// <list type="bullet">
    /// <item>
    /// 200: the event is queued, or was before (the same name, referral and time of change within a day). An event about something other
    /// than a referral is queued each time.
    /// </item>
    /// <item>400 and 401: the request has no valid signature, or its body is no event.</item>
    /// <item>413: the body is too large.</item>
    /// <item>503: the queue is full, the host stops, or the certificate cannot be checked now. Partner Center tries ten times.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// <c>AddReferralsWebhook</c> was not called, or a setting is wrong; the message names it.
    /// </exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is out of range, or no handler is registered.
    /// </exception>
    /// <exception cref="ArgumentException">An option of the verifier is wrong; the message names it.</exception>
    public static IEndpointConventionBuilder MapReferralsWebhook(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        WebhookEndpoint endpoint = endpoints.ServiceProvider.GetService<WebhookEndpoint>() ?? throw new InvalidOperationException(
            "The services of the webhook are missing: call builder.Services.AddReferralsWebhook before the application is built.");
        RequestDelegate handle = endpoint.InvokeAsync;
        return endpoints.MapPost(pattern, handle).WithDisplayName("Partner Center webhook").AllowAnonymous();
    }
}
