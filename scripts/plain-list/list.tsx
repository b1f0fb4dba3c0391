/**
 * Fifty rows that are written down here, with a badge and a button each, made by the libraries that Latchkey's page is made by: what a start
 * takes where there is no process to ask, no keyring and no record.
 */
import '@mantine/core/styles.css';
import { Badge, Button, MantineProvider, ScrollArea, Table, Text } from '@mantine/core';
import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';

const labels = Array.from({ length: 50 }, (_, index) => `Account ${index + 1}`);

function List() {
  useLayoutEffect(() => {
    requestAnimationFrame(() => {
      performance.mark('latchkey:first-list');
      performance.mark('latchkey:complete');
    });
  }, []);
  return (
    <MantineProvider>
      <ScrollArea h={600}>
        <Table>
          <Table.Tbody>
            {labels.map((label) => (
              <Table.Tr key={label}>
                <Table.Td>
                  <Text>{label}</Text>
                </Table.Td>
                <Table.Td>
                  <Badge>Fresh</Badge>
                </Table.Td>
                <Table.Td>
                  <Button size="xs">Refresh</Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<List />);
