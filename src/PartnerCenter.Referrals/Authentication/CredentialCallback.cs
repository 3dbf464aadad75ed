namespace PartnerCenter.Referrals;

/// <summary>
/// Runs what the user gave to a credential, so that its failure is told as what it is, and not as one of the network or of Entra.
/// </summary>
internal static class CredentialCallback
{
    /// <exception cref="ReferralsAuthenticationException">The callback failed.</exception>
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
            // Its maker knows best, such as whether it may pass.
            throw;
        }
        catch (Exception failure)
        {
            throw new ReferralsAuthenticationException($"{name} failed; the inner exception is what it threw.", failure)
            {
                Finding = $"{name} failed with {failure.GetType().Name}.",
                NextStep = "It is code of this program: see what it throws.",
            };
        }
    }

    /// <summary>For a callback that gives a text.</summary>
    /// <exception cref="ReferralsAuthenticationException">The callback failed, or gave nothing.</exception>
    public static Task<string> TextAsync(
        string name, Func<CancellationToken, ValueTask<string>> callback, CancellationToken cancellationToken) =>
        RunAsync(
            name,
            async () => await callback(cancellationToken).ConfigureAwait(false) is { Length: > 0 } text
                ? text
                : throw new InvalidOperationException($"{name} returned an empty text."),
            cancellationToken);

    /// <summary>For a callback that gives nothing.</summary>
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
