package io.motet.cli.control.command;

import java.util.List;

/** A listing that always shows all its columns, and that rabbitmqctl does not stream. */
public abstract class FixedListingCommand extends ListingCommand {
  @Override
  protected final List<String> defaultColumns() {
    return columns().stream().map(Column::name).toList();
  }

  @Override
  protected final boolean choosesColumns() {
    return false;
  }

  @Override
  protected final boolean streamed() {
    return false;
  }
}
