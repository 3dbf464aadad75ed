namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Where a reader of the README would keep a continuation or a checkpoint.</summary>
internal sealed class Bookmark
{
    private string? _value;

    public Task SaveAsync(string? value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    public Task<string?> LoadAsync() => Task.FromResult(_value);
}
