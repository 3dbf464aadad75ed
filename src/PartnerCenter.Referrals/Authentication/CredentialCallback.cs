namespace PartnerCenter.Referrals;

/// <summary>
/// Runs a callback that the user gave to a credential, and reports its failure as the callback's rather than the network's or Entra's.
/// </summary>
internal static class CredentialCallback
{
    /// <summary>Runs a callback that returns a value.</summary>
    /// <exception cref="ReferralsAuthenticationException">The callback failed or returned null.</exception>
    public static async Task<T> RunAsync<T>(string name, Func<ValueTask<T>> callback, CancellationToken cancellationToken)
    {
        try
        {
            return await callback().ConfigureAwait(false)
                ?? throw new InvalidOperationException($"{name} returned null.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ReferralsAuthenticationException)
        {
            // The callback has described its own failure, for example whether it is transient.
            throw;
        }
        catch (Exception failure)
        {
            throw new ReferralsAuthenticationException($"{name} failed. See the inner exception.", failure)
            {
                Finding = $"{name} failed with {failure.GetType().Name}.",
                NextStep = "It is a callback of your program: find out why it throws.",
            };
        }
    }

    /// <summary>Runs a callback that returns a text.</summary>
    /// <exception cref="ReferralsAuthenticationException">The callback failed, or returned null or an empty string.</exception>
    public static Task<string> TextAsync(
        string name, Func<CancellationToken, ValueTask<string>> callback, CancellationToken cancellationToken) =>
        RunAsync(
            name,
            async () => await callback(cancellationToken).ConfigureAwait(false) is { Length: > 0 } text
                ? text
                : throw new InvalidOperationException($"{name} returned an empty string."),
            cancellationToken);

    /// <summary>Runs a callback that returns no value.</summary>
    /// <exception cref="ReferralsAuthenticationException">The callback failed.</exception>
    public static Task DoAsync(string name, Func<Task> callback, CancellationToken cancellationToken) => RunAsync(
        name,
        async () =>
        {
            await callback().ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
