using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Diagnoses the client that a container has under a key.</summary>
/// <param name="provider">The container.</param>
/// <param name="key">The key; null for the client without a name.</param>
internal sealed class RegisteredClient(IServiceProvider provider, string? key)
{
    private const string Check = "client";

    /// <summary>Gets whether the container has the client. It is true if the container does not say.</summary>
    public bool IsRegistered => key is null
        ? provider.GetService<IServiceProviderIsService>()?.IsService(typeof(ReferralsClient)) ?? true
        : provider.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(ReferralsClient), key) ?? true;

    /// <summary>Returns what is wrong if the container does not have the client.</summary>
    public static string NotRegistered(string? key) => key is null
        ? "No client is registered for the health check of referrals: call AddPartnerCenterReferrals, or give the key of a client."
        : $"No client with the key '{key}' is registered for the health check of referrals: call AddPartnerCenterReferrals with the name "
            + $"'{key}'.";

    /// <summary>Gets the clock of the container; the system's if there is none, or if it cannot be had.</summary>
    public TimeProvider ContainerClock
    {
        get
        {
            try
            {
                return provider.GetService<TimeProvider>() ?? TimeProvider.System;
            }
            catch (Exception)
            {
                // The container was disposed while a probe ran, or the application's factory of the clock failed. Neither
                // should fail the probe.
                return TimeProvider.System;
            }
        }
    }

    /// <summary>
    /// Gets the clock of the client or, if that is the system's, the one of the container. It is the container's, too, if the client's
    /// options cannot be read.
    /// </summary>
    public TimeProvider Clock
    {
        get
        {
            TimeProvider other = ContainerClock;
            try
            {
                TimeProvider own = provider.GetRequiredService<IOptionsMonitor<ReferralsClientOptions>>()
                    .Get(key ?? Options.DefaultName).TimeProvider;
                return own == TimeProvider.System ? other : own;
            }
            catch (Exception)
            {
                // The diagnosis meets the same exception, and reports it, unless the container was disposed after it.
                return other;
            }
        }
    }

    /// <summary>Diagnoses the client. What the creation of the client throws is a finding.</summary>
    public async Task<ReferralsDiagnosis> DiagnoseAsync()
    {
        try
        {
            ReferralsClient? client = key is null
                ? provider.GetService<ReferralsClient>()
                : provider.GetKeyedService<ReferralsClient>(key);
            return client is null
                ? Failed(NotRegistered(key), null)
                : await client.DiagnoseAsync().ConfigureAwait(false);
        }
        catch (OptionsValidationException invalid) when (invalid.OptionsType == typeof(ReferralsClientOptions))
        {
            return Failed($"The settings of the client are wrong: {invalid.Message}", "Correct the settings.");
        }
        catch (Exception failure)
        {
            // Only the type, because the message of an exception that a program throws may hold anything.
            return Failed(
                $"The client cannot be created or diagnosed: {failure.GetType().Name}.",
                "Resolve ReferralsClient when the program starts, which throws the whole exception.");
        }
    }

    private static ReferralsDiagnosis Failed(string finding, string? nextStep) =>
        new([new DiagnosisCheck(Check, DiagnosisOutcome.Failed, finding, nextStep)]);
}
