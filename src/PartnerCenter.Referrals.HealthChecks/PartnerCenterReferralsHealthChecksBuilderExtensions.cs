using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides the extension method that adds a health check for a client of the Partner Center Referrals API.</summary>
public static class PartnerCenterReferralsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check that runs <see cref="ReferralsClient.DiagnoseAsync"/> on a registered client, at most once a minute.
    /// </summary>
    /// <param name="builder">The builder to add the health check to.</param>
    /// <param name="key">
    /// The name that the client was registered with, which is its key in the container; null for the client without a name.
    /// </param>
    /// <param name="name">
    /// The name of the health check; null for <c>referrals</c>, or for <c>referrals:</c> followed by the key. Each health check needs a
    /// name of its own.
    /// </param>
    /// <param name="failureStatus">
    /// The status to report when a person must act; null for <see cref="HealthStatus.Unhealthy"/>. It does not replace
    /// <see cref="HealthStatus.Degraded"/>.
    /// </param>
    /// <param name="tags">Tags to select the health check by; null for none.</param>
    /// <param name="timeout">
    /// How long a probe waits, at most one day; null or <see cref="Timeout.InfiniteTimeSpan"/> for no limit but those of the client. A
    /// probe that no longer waits is <see cref="HealthStatus.Degraded"/>, and has no data. The diagnosis goes on, and serves the next
    /// probe. The time is counted by the <see cref="TimeProvider"/> of the container; if it has none, by the system's.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// <list type="bullet">
    /// <item><see cref="HealthStatus.Healthy"/>: no check of the diagnosis failed.</item>
    /// <item>
    /// <see cref="HealthStatus.Degraded"/>: each check that failed may pass later without a change
    /// (<see cref="DiagnosisCheck.IsTransient"/>). The service or Entra throttles requests, has a problem, cannot be reached, or did not
    /// answer in time. The same goes for a diagnosis that did not end within <paramref name="timeout"/>. If this lasts, check the network
    /// and the proxy.
    /// </item>
    /// <item>
    /// <see cref="HealthStatus.Unhealthy"/>, or the <paramref name="failureStatus"/>: a check failed that does not pass until a person
    /// acts. A secret is wrong, a sign-in has expired, or a role is missing. The same goes for settings with which the client cannot be
    /// created.
    /// </item>
    /// </list>
    /// <para>
    /// The description has the finding and what to do about it. The data has the outcome of each check by its name, such as
    /// <c>token</c>. For a check that failed or is unclear, it also has <c>token.finding</c>, <c>token.nextStep</c> and
    /// <c>token.errorCodes</c>, as far as there are any. Neither has a token, a secret or anything about people, and there is never an
    /// exception. The text of a <see cref="ReferralsAuthenticationException"/> that a token provider of the application throws, or of a
    /// <see cref="ReferralsException"/> that its handler throws, is repeated as it is.
    /// </para>
    /// <para>
    /// A result is held for one minute after the diagnosis has ended, whatever it is. Probes that come at the same time wait for the same
    /// diagnosis, and all health checks of one client in one container share it. A probe that is cancelled does not cancel it. The minute
    /// is counted by the <see cref="ReferralsClientOptions.TimeProvider"/> of the client; if that is the system's, by the
    /// <see cref="TimeProvider"/> of the container, if it has one.
    /// </para>
    /// <para>
    /// A diagnosis sends one request for the metadata of the tenant and one for a single referral. It requests a token only if the
    /// credential has none that is valid, so that a sign-in that was revoked shows when the next token is due; a token provider is called
    /// each time. The diagnosis is that of the container's <see cref="ReferralsClient"/>, also where <see cref="IReferralsClient"/> is a
    /// decorator or a substitute. A credential that signs a user in may prompt: use the health check with credentials that need no user.
    /// </para>
    /// <para>
    /// A host without the client does not start, and the health checks cannot be resolved: an <see cref="OptionsValidationException"/>
    /// names the key.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is zero, negative or more than one day.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"));
    /// builder.Services.AddPartnerCenterReferrals("contoso", builder.Configuration.GetSection("Contoso"));
    /// builder.Services.AddHealthChecks()
    ///     .AddReferralsHealthCheck()
    ///     .AddReferralsHealthCheck("contoso", tags: ["ready"], timeout: TimeSpan.FromSeconds(10));
    /// </code>
    /// </example>
    public static IHealthChecksBuilder AddReferralsHealthCheck(
        this IHealthChecksBuilder builder,
        string? key = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (key is { Length: 0 })
        {
            throw new ArgumentException("The key is empty. Leave it out for the client without a name.", nameof(key));
        }

        if (timeout is { } limit && limit != Timeout.InfiniteTimeSpan && (limit <= TimeSpan.Zero || limit > TimeSpan.FromDays(1)))
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), limit, "The timeout must be more than 0, and at most one day.");
        }

        builder.Services.TryAddKeyedSingleton(
            HeldDiagnosis.KeyOf(key), (provider, _) => new HeldDiagnosis(new RegisteredClient(provider, key)));
        builder.Services.AddOptions<HealthCheckServiceOptions>()
            .Validate<IServiceProvider>(
                (_, provider) => new RegisteredClient(provider, key).IsRegistered, RegisteredClient.NotRegistered(key))
            .ValidateOnStart();
        return builder.Add(new HealthCheckRegistration(
            name ?? (key is null ? "referrals" : $"referrals:{key}"),
            provider => new ReferralsHealthCheck(
                provider.GetRequiredKeyedService<HeldDiagnosis>(HeldDiagnosis.KeyOf(key)), timeout ?? Timeout.InfiniteTimeSpan),
            failureStatus,
            tags));
    }
}
